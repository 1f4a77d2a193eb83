/** Sentences that mark code with backticks. */

/** A text that is put into one: a backtick of its own would end the code, or begin some. */
export function inSentence(text: string): string {
  return text.replaceAll('`', '’');
}

/** The sentence without its marks, where nothing is shown as code. */
export function plainSentence(sentence: string): string {
  return sentence.replaceAll('`', '');
}
