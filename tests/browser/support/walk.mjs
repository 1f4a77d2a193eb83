/** Walks a view with keys alone, and finds what a pointer can click there but no key has reached. */
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds in which a row or heading that had to be drawn first becomes the active one. */
const DRAWING = 150;
/** The same on a machine that does much else. */
const LONGEST_DRAWING = 3000;

/** Before the page's scripts: notes which elements listen to clicks. */
export function watchListeners() {
  const listening = new WeakSet();
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (['click', 'mousedown', 'pointerdown'].includes(type)) {
      listening.add(this);
    }
    return addEventListener.call(this, type, ...rest);
  };
  Object.assign(globalThis, { listening, reached: new Set(), numbers: new Map() });
}

/** Notes what has the focus, and the row or heading that it stands for. Returns what identifies it. */
export function note(viewer) {
  return viewer.run(({ shadowRoot }) => {
    const focus = shadowRoot.activeElement;
    if (!focus) {
      return null;
    }
    const active = focus.getAttribute('aria-activedescendant');
    const { reached, numbers } = /** @type {any} */ (globalThis);
    reached.add(focus);
    if (!numbers.has(focus)) {
      numbers.set(focus, numbers.size);
    }
    // By its id, as a list draws its rows and headings anew when it scrolls.
    reached.add(active);
    const own = focus.getAttribute('role') ?? (focus.dataset.cell ? 'cell' : focus.localName);
    const kind = focus.closest('[role=toolbar]') ? 'toolbar' : own;
    return {
      key: `${numbers.get(focus)} ${active ?? focus.dataset.cell ?? ''}`,
      kind,
      active,
      text: focus.textContent.slice(0, 40),
    };
  });
}

/**
 * What has the focus after a key, if the key has moved it; otherwise what has it when everything is drawn. While a row or
 * heading is being drawn, none is the active one.
 */
async function noteMoved(viewer, last) {
  for (let waited = 0; ; waited += DRAWING) {
    const now = await note(viewer);
    const isDrawn = !last?.active || Boolean(now?.active);
    const isOver = isDrawn ? now?.key !== last?.key || waited >= DRAWING : waited >= LONGEST_DRAWING;
    if (isOver) {
      return now;
    }
    await pause(DRAWING);
  }
}

/** Presses a key until what has the focus stays the same. */
async function pressToEnd(viewer, key, each = async () => {}) {
  for (let last = await note(viewer); ; ) {
    await viewer.page.keyboard.press(key);
    const now = await noteMoved(viewer, last);
    if (!now || now.key === last?.key) {
      return;
    }
    last = now;
    await each();
  }
}

/** All rows of a list, then all headings. */
async function walkGrid(viewer) {
  const { keyboard } = viewer.page;
  await keyboard.press('Home');
  // The first row may have to be drawn: it is not the active one before.
  await noteMoved(viewer, { key: '', active: 'the last' });
  await pressToEnd(viewer, 'ArrowDown');
  await keyboard.press('Home');
  await keyboard.press('ArrowUp');
  await pressToEnd(viewer, 'ArrowRight');
  await keyboard.press('Home');
  await note(viewer);
  await keyboard.press('ArrowDown');
}

/** All cells of the coverage. */
async function walkCells(viewer) {
  const row = async () => {
    await viewer.page.keyboard.press('Home');
    await pressToEnd(viewer, 'ArrowRight');
  };
  await row();
  await pressToEnd(viewer, 'ArrowDown', row);
}

/** All tabs; the last step is back to the first one. */
async function walkTabs(viewer) {
  const count = await viewer.run(({ shadowRoot }) => shadowRoot.querySelectorAll('[role=tab]').length);
  for (let tab = 0; tab < count; tab += 1) {
    await viewer.page.keyboard.press('ArrowRight');
    await note(viewer);
  }
}

/** All buttons of a toolbar. */
async function walkToolbar(viewer) {
  await viewer.page.keyboard.press('Home');
  await pressToEnd(viewer, 'ArrowRight');
}

const WALKS = { toolbar: walkToolbar, grid: walkGrid, cell: walkCells, tab: walkTabs };

/** Puts a button behind the viewer, where Tab ends: beyond the page keys would go to the window around it. */
function putEnd(viewer) {
  return viewer.page.evaluate(() => {
    const end = document.getElementById('end') ?? document.body.appendChild(document.createElement('button'));
    end.id = 'end';
  });
}

/**
 * Walks through everything that Tab and the arrow keys reach, from the first button of the page or from where the focus
 * is. `settle` is called when a list or another group has been left.
 */
export async function walk(viewer, { from = 'beginning', settle = async () => {} } = {}) {
  if (from === 'beginning') {
    await (await viewer.find('.toolbar button')).focus();
  }
  await putEnd(viewer);
  const seen = new Set();
  for (let stop = await note(viewer); ; stop = await note(viewer)) {
    if (!stop || seen.has(stop.key)) {
      return;
    }
    seen.add(stop.key);
    await WALKS[stop.kind]?.(viewer);
    if (WALKS[stop.kind]) {
      await settle();
    }
    await viewer.page.keyboard.press('Tab');
  }
}

/** What can be clicked inside `within` and was not reached, as text. The walk through the next view begins anew. */
export function notReached(viewer, within = '.app') {
  return viewer.run(({ shadowRoot }, part) => {
    const { reached, listening } = /** @type {any} */ (globalThis);
    const usual = 'button, a[href], input, select, textarea, summary, [role=tab], [tabindex="0"], [data-cell]';
    const inGrid = '[role=grid] tr[id], [role=grid] th[id]';
    // Its rows, headings and cells stand for the table; a key of the heading does what its handle does.
    const others = 'table, tbody, .resize, dialog';
    const isVisible = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
    const clickable = [...shadowRoot.querySelector(part).querySelectorAll('*')].filter(
      (element) =>
        (element.matches(`${usual}, ${inGrid}`) || (listening.has(element) && !element.matches(others))) &&
        !element.disabled &&
        isVisible(element),
    );
    const found = clickable.filter((element) => !reached.has(element) && !(element.id && reached.has(element.id)));
    reached.clear();
    return { clickable: clickable.length, missed: found.map((element) => element.outerHTML.slice(0, 200)) };
  }, within);
}
