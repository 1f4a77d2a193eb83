/** What the pages and the site around the viewer let it do. */

/** Whether the browser would save a file: frames that may not save any do nothing and say nothing. */
export type Downloads = 'allowed' | 'blocked' | 'unknown';

/** The frame that a window is in; null if it is in none, or in one of another origin. */
function frameOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    return null;
  }
}

/** What the frame's attributes say about downloads. */
function allowedBy(frame: Element): boolean {
  const sandbox = frame.getAttribute('sandbox');
  return sandbox === null || sandbox.toLowerCase().split(/\s+/).includes('allow-downloads');
}

/** The frames around the page up to the one of another origin, and whether there is one. */
function framesAround(): { frames: Element[]; hidden: boolean } {
  const frames: Element[] = [];
  for (let view: Window | undefined = globalThis.window; view && view !== view.parent; view = view.parent) {
    const frame = frameOf(view);
    if (!frame) return { frames, hidden: true };
    frames.push(frame);
  }
  return { frames, hidden: false };
}

/** Whether files are saved. Unknown in frames of other origins, whose attributes nobody else may read. */
export function downloads(): Downloads {
  const { frames, hidden } = framesAround();
  if (!frames.every(allowedBy)) return 'blocked';
  return hidden || isSandboxed() ? 'unknown' : 'allowed';
}

/**
 * Whether the page has no origin, as in a frame, or under a policy, with `sandbox` but without `allow-same-origin`.
 * Files on disk have no origin either, but a storage.
 */
export function isSandboxed(): boolean {
  return globalThis.origin === 'null' && !mayStore();
}

/** Whether the page has a storage. */
export function mayStore(): boolean {
  try {
    return Boolean(globalThis.localStorage);
  } catch {
    return false;
  }
}

/** Whether the keyboard has a Cmd key in place of Ctrl. */
export function isApple(): boolean {
  return /^(Mac|iP)/.test(globalThis.navigator?.platform ?? '');
}

/** A turn of the event loop, in which events that are due are dispatched. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Runs some work, and returns whether it broke a directive of the Content-Security-Policy. */
export async function breaks(directive: string, work: () => Promise<unknown>): Promise<boolean> {
  let broken = false;
  const note = (event: SecurityPolicyViolationEvent) => {
    broken ||= event.effectiveDirective === directive;
  };
  globalThis.document?.addEventListener('securitypolicyviolation', note);
  await work().catch(() => undefined);
  await turn();
  globalThis.document?.removeEventListener('securitypolicyviolation', note);
  return broken;
}
