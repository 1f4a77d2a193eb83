/** The actions of the dialog about what is saved. */

import type { Doers } from './commands.js';
import type { SavedActions } from './saved-dialog.js';

/** `afterwards` runs something once the dialog is closed and the focus is where it was before. */
export function savedActions({ app, actions }: Doers, afterwards: (run: () => void) => void): SavedActions {
  const { saving } = app;
  return {
    close: () => saving.close(),
    saveQuery: (place, query) => saving.saveQuery(place, query),
    saveSummary: (place, choice) => void saving.saveSummary(place, choice),
    show: (group, item) => {
      saving.close();
      afterwards(() => actions.showSaved(group, item));
    },
    move: (from, to) => saving.move(from, to),
    renameGroup: (from, to) => saving.renameGroup(from, to),
    remove: (place) => saving.remove(place),
    export: () => saving.export(),
    read: (file) => void saving.read(file),
    equal: () => saving.equal,
    import: (equal) => saving.import(equal),
    forget: () => saving.forget(),
  };
}
