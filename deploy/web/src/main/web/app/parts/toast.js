// @ts-check
import { html, useEffect } from '../html.js';
import { signal, useSignal } from '../signal.js';

/** @typedef {{ text: string, action?: string, run?: () => void }} Toast */
const DURATION = 10_000;
const current = signal(/** @type {Toast | null} */ (null));

/** Shows a toast in the place of the one before. @param {Toast} toast */
export const toast = (toast) => current.set(toast);

/** Runs the action of the toast that is shown, if it has one. */
export function runToast() {
  const shown = current.get();
  if (!shown?.run) return false;
  current.set(null);
  shown.run();
  return true;
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
