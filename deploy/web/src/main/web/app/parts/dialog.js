// @ts-check
import { html, useLayoutEffect, useId, useRef } from '../html.js';

/**
 * A modal dialog with the focus in its first field; Escape closes it, and the focus returns to where it was.
 * @param {{ title: string, onClose: () => void, side?: boolean, wide?: boolean, children?: any }} props
 */
export function Dialog({ title, onClose, side, wide, children }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const name = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = /** @type {HTMLDialogElement} */ (box.current);
    dialog.showModal();
    const field = dialog.querySelector('[role="combobox"], form :is(input, select)');
    if (field instanceof HTMLElement) field.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const cancel = (/** @type {Event} */ event) => {
    event.preventDefault();
    onClose();
  };
  const outside = (/** @type {MouseEvent} */ event) => event.target === box.current && onClose();
  return html`<dialog ref=${box} class=${side ? 'drawer' : wide ? 'dialog wide-dialog' : 'dialog'} aria-labelledby=${name} onCancel=${cancel} onMouseDown=${outside}>
    <div class="dialog-body"><header class="dialog-head"><h2 id=${name}>${title}</h2>
      <button type="button" class="quiet close" aria-label="Close" onClick=${onClose}>×</button></header>
      ${children}</div>
  </dialog>`;
}
