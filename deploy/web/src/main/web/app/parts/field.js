// @ts-check
import { h, html, useState } from '../html.js';

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value;

/**
 * A labelled text field.
 * @param {{ label: string, value: string, onChange: (value: string) => void, type?: string, required?: boolean, inputmode?: string, placeholder?: string }} props
 */
export const TextField = ({ label, value, onChange, type, required, inputmode, placeholder }) => html`<label>${label}
  <input type=${type ?? 'text'} value=${value} required=${required ?? false} inputmode=${inputmode} placeholder=${placeholder} onInput=${(/** @type {Event} */ e) => onChange(valueOf(e))} /></label>`;

/**
 * A labelled text field whose text stays as it is typed while its value is read from it, such as a list with commas.
 * @param {{ label: string, value: string, onChange: (text: string) => void, inputmode?: string, hint?: (text: string) => string }} props
 */
export function TypedField({ label, value, onChange, inputmode, hint }) {
  const [text, setText] = useState(value);
  const type = (/** @type {string} */ typed) => { setText(typed); onChange(typed); };
  const problem = hint?.(text) ?? '';
  return html`${h(TextField, { label, value: text, onChange: type, ...(inputmode ? { inputmode } : {}) })}${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}`;
}

/**
 * A labelled choice; `hidden` is a label that is not shown.
 * @param {{ label: string, hidden?: string, value: string, onChange: (value: string) => void, options: { id: string, name: string }[] }} props
 */
export const Choice = ({ label, hidden, value, onChange, options }) => html`<label>${label}
  <select aria-label=${hidden} value=${value} onChange=${(/** @type {Event} */ e) => onChange(valueOf(e))}>${options.map((option) => html`
    <option key=${option.id} value=${option.id} selected=${option.id === value}>${option.name}</option>`)}</select></label>`;
