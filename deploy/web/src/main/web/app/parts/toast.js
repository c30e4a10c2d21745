// @ts-check
import { html, useEffect } from '../html.js';
import { signal, useSignal } from '../signal.js';

/** @typedef {{ text: string, action?: string, run?: () => void }} Toast */
const DURATION = 10_000;
const current = signal(/** @type {Toast | null} */ (null));

/** The latest action, which the key for undo runs even when its toast has gone. @type {Toast | null} */
let latest = null;

/** Shows a toast in the place of the one before. @param {Toast} toast */
export function toast(toast) {
  latest = toast.run ? toast : latest;
  current.set(toast);
}

/** Runs the latest action, once. */
export function runToast() {
  const action = latest?.run;
  latest = null;
  if (!action) return;
  current.set(null);
  action();
}

export function Toasts() {
  const shown = useSignal(current);
  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => current.set(null), DURATION);
    return () => clearTimeout(timer);
  }, [shown]);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${shown && html`<div class="toast"><span>${shown.text}</span>
      ${shown.run && html`<button type="button" onClick=${runToast}>${shown.action ?? 'Undo'}</button>`}
      <button type="button" class="close" aria-label="Close this message" onClick=${() => current.set(null)}>×</button>
    </div>`}</div>`;
}
