/** What the dialogs share. The viewer opens and closes them as the state says. */

/**
 * For the `close` event of a dialog. The browser sends it some time after the dialog was closed; if the dialog has been
 * opened again by then, the event is of no concern.
 */
export function onceClosed(close: () => void): (event: Event) => void {
  return ({ currentTarget }) => {
    if (currentTarget instanceof HTMLDialogElement && !currentTarget.open) close();
  };
}
