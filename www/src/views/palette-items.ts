/** What the palette lists: commands, named summaries, and the files and servers of the open logs. */

import { allGroups, askedBy } from '../display/saved.js';
import { commandGroups, commandNames, palette as t } from '../locale/commands.js';
import { NAMED } from '../locale/summaries.js';
import type { AppState } from '../state/state.js';
import { COMMANDS, type Doers } from './commands.js';
import { keyTexts } from './keys.js';
import type { PaletteActions, PaletteItem } from './palette.js';

/** Files and servers that are listed; logs may be of thousands. */
const MOST_OF_LOGS = 2000;

/** The others are done by keys only: the palette is open already, and closing is what Escape does. */
const UNLISTED: ReadonlySet<string> = new Set(['palette', 'close']);

function commandItems(state: AppState, doers: Doers): PaletteItem[] {
  return COMMANDS.filter(({ id, isUsable }) => !UNLISTED.has(id) && isUsable(state)).map((command) => ({
    id: command.id,
    name: commandNames[command.id],
    kind: commandGroups[command.group],
    keys: keyTexts(command),
    run: () => command.run(doers),
  }));
}

function summaryItems({ app, actions }: Doers): PaletteItem[] {
  return NAMED.map(({ name, title, sentence }) => ({
    id: `summary ${name}`,
    name: title,
    also: sentence,
    kind: t.kinds.named,
    keys: [],
    run: () => {
      app.summarising.showNamed(name);
      actions.goTo('summary');
    },
  }));
}

function savedItems({ saved }: AppState, { actions }: Doers): PaletteItem[] {
  return allGroups(saved).flatMap(({ name: group, items }) =>
    items.map((item) => ({
      id: `saved ${group} ${item.name}`,
      name: item.name,
      also: `${group} ${item.sentence} ${askedBy(item)}`,
      kind: group,
      keys: [],
      run: () => actions.showSaved(group, item),
    })),
  );
}

function serverItems({ summary }: AppState, { actions }: Doers): PaletteItem[] {
  const servers = new Set(summary?.perFile.map(({ server }) => server).filter(Boolean));
  return [...servers].slice(0, MOST_OF_LOGS).map((server) => ({
    id: `server ${server}`,
    name: t.onlyServer(server),
    kind: t.kinds.server,
    keys: [],
    run: () => actions.onlyFrom({ field: 'server', value: server }),
  }));
}

function fileItems({ summary }: AppState, { actions }: Doers): PaletteItem[] {
  const files = (summary?.perFile ?? []).slice(0, MOST_OF_LOGS);
  return files.flatMap(({ file, name, folder }): PaletteItem[] => [
    {
      id: `only file ${file}`,
      name: t.onlyFile(name),
      also: folder,
      kind: t.kinds.file,
      keys: [],
      run: () => actions.onlyFrom({ field: 'file', value: name }),
    },
    {
      id: `file ${file}`,
      name: t.showFile(name),
      also: folder,
      kind: t.kinds.file,
      keys: [],
      run: () => actions.showFile(file),
    },
  ]);
}

/** What can be done now. */
function paletteItems(state: AppState, doers: Doers): PaletteItem[] {
  const ofLogs = state.summary
    ? [...summaryItems(doers), ...savedItems(state, doers), ...serverItems(state, doers), ...fileItems(state, doers)]
    : [];
  return [...commandItems(state, doers), ...ofLogs];
}

/** `afterwards` runs something once the palette is closed and the focus is where it was before. */
export function paletteActions(doers: Doers, afterwards: (run: () => void) => void): PaletteActions {
  const { app } = doers;
  const close = () => app.store.set({ paletteOpen: false });
  return {
    items: () => paletteItems(app.store.state, doers),
    run: (item) => {
      app.noteChoice(item.id);
      close();
      afterwards(() => item.run());
    },
    close,
  };
}
