/** The browser's dialog for files. Works only in response to a click. */

/** The files that the user has chosen; none if the dialog was closed. */
export function pickFiles(): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  return new Promise((resolve) => {
    const done = () => resolve([...(input.files ?? [])]);
    input.addEventListener('change', done);
    input.addEventListener('cancel', done);
    input.click();
  });
}
