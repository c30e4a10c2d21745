// @ts-check
import { html, useId, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { matching } from '../text/search.js';

/** @typedef {{ id: string, name: string, group?: string }} Option */

/** The height of a list with all its options. */
const HIGH = 320;

/**
 * A text field with a list: type to narrow, arrows to move, Enter picks, Escape leaves.
 * @param {{ label: string, options: Option[], onPick: (id: string) => void, onLeave: () => void }} props
 */
export function Combobox({ label, options, onPick, onLeave }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [above, setAbove] = useState(false);
  useLayoutEffect(() => {
    // Before the browser takes the next key, which is a part of the text already.
    input.current?.focus();
    const field = input.current?.getBoundingClientRect();
    const around = input.current?.closest('.list')?.getBoundingClientRect();
    if (field && around) setAbove(around.bottom - field.bottom < HIGH && field.top - around.top > around.bottom - field.bottom);
  }, []);
  const found = useMemo(() => matching(options, text).slice(0, 8), [text, options]);
  /** @param {KeyboardEvent} event */
  function key(event) {
    const picked = found[at];
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && picked) onPick(picked.id);
    else if (event.key === 'Escape') onLeave();
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
  const type = (/** @type {Event} */ event) => {
    setText(/** @type {HTMLInputElement} */ (event.target).value);
    setAt(0);
  };
  return html`<span class="picker">
    <input ref=${input} role="combobox" aria-label=${label} aria-expanded="true" aria-controls=${list} autocomplete="off"
      aria-activedescendant=${found[at] ? `${list}-${at}` : undefined} value=${text} onKeyDown=${key} onBlur=${onLeave} onInput=${type} />
    <ul id=${list} class=${above ? 'above' : ''} role="listbox" aria-label=${label}>
      ${found.map((option, i) => html`
        <li key=${option.id} id=${`${list}-${i}`} role="option" aria-selected=${i === at ? 'true' : 'false'}
          onMouseDown=${(/** @type {Event} */ event) => { event.preventDefault(); onPick(option.id); }}>
          ${option.name}${option.group ? html` <small>${option.group}</small>` : null}</li>`)}
      ${found.length === 0 ? html`<li role="option" aria-selected="false" aria-disabled="true">Nothing matches</li>` : null}
    </ul></span>`;
}
