/** Printing. */

/** Prints the page once it shows what it is about to show. */
export function printPage(): void {
  setTimeout(() => window.print());
}
