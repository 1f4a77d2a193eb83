/** Moves the focus when something opens or closes. */
export interface Focus {
  search(): void;
  /** The main part of the tab that is shown. */
  main(): void;
  /** The row of a file. */
  file(file: number): void;
  /** What follows the files. */
  diagnostics(): void;
  /** The next or previous match in the conversation, or difference in the comparison, which scrolls to it. */
  match(backwards: boolean): void;
  /** The button that opens files or a folder. */
  pick(what: 'files' | 'folder'): void;
  table(): void;
  conversation(): void;
  comparison(): void;
  row(): void;
  plainTable(): void;
  coverage(): void;
  overview(): void;
  messages(): void;
  summary(): void;
  /** The link to a related session. */
  related(session: number): void;
  /** The button that opens the session of a row. */
  rowSession(): void;
  /** The button that shows a part of a view. */
  opener(id: 'verdict-toggle' | 'measure-delays'): void;
  /** Whether it is on the timeline, which is there whatever else is shown. */
  isOnTimeline(): boolean;
}
