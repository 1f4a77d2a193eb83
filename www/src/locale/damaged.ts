/** What the page says of itself if its file is damaged: also where the other texts cannot be unpacked. */
export const damaged =
  'This copy of the page is damaged or incomplete, so it cannot read logs. Copy the file again from where you got it.';
