// @ts-check
import { h, html, useEffect, useState } from '../html.js';
import { go } from '../router.js';
import { Dialog } from './dialog.js';
import { Palette } from './palette.js';
import { runToast } from './toast.js';

/** @typedef {{ path: string, name: string, key: string }} Page */

/** @param {EventTarget | null} target whether it takes typed text */
export const isTyping = (target) =>
  target instanceof Element && target.matches('input, select, textarea, [contenteditable]');

const COMMON = [
  ['?', 'List the keys'], ['Ctrl+k', 'Go to a page, action or account'], ['/', 'Search transactions'], ['z', 'Undo the last edit'], ['Esc', 'Close the topmost window'],
];
const OF_REVIEW = [['j k', 'Next, previous decision'], ['y', 'Accept, or choose the category'], ['n', 'Reject: not suggested again']];
const OF_RULES = [['Alt+↑ Alt+↓', 'Move the rule that has the focus'], ['Enter', 'Change the rule']];
const OF_LISTS = [
  ['j k ↓ ↑', 'Next, previous row'], ['Enter', 'Open the row'], ['c', 'Category'], ['n', 'Note'], ['t', 'Tags'],
  ['r', 'Rename'], ['s', 'Split'], ['a', 'Add a transaction by hand'], ['x', 'Select'], ['Shift+x', 'Select the rows up to here'],
];

/** Keys that work on every page: `g` and a letter opens a page. @param {{ pages: Page[] }} props */
export function Shortcuts({ pages }) {
  const [open, setOpen] = useState(false);
  const [palette, setPalette] = useState(false);
  useEffect(() => {
    let afterG = false;
    const key = (/** @type {KeyboardEvent} */ event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
        event.preventDefault();
        setPalette(true);
        return;
      }
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const page = afterG ? pages.find((each) => each.key === event.key) : undefined;
      const handled = page || ['?', '/', 'z', 'g'].includes(event.key);
      afterG = event.key === 'g';
      if (page) go(page.path);
      else if (event.key === '?') setOpen(true);
      else if (event.key === 'z') runToast();
      else if (event.key === '/') focusSearch();
      if (!handled) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the keys of the page: the letter after g is none of them.
    addEventListener('keydown', key, true);
    return () => removeEventListener('keydown', key, true);
  }, [pages]);
  const table = (/** @type {string} */ title, /** @type {string[][]} */ keys) => html`<h3>${title}</h3><dl class="keys">
    ${keys.map(([key, text]) => html`<div key=${key}><dt>${String(key).split(' ').map((each) => html`<kbd key=${each}>${each}</kbd> `)}</dt><dd>${text}</dd></div>`)}</dl>`;
  if (palette) return h(Palette, { pages, onClose: () => setPalette(false) });
  return open && h(Dialog, { title: 'Keys', onClose: () => setOpen(false) }, html`
    ${table('Everywhere', COMMON)}
    ${table('Pages', pages.map((page) => [`g ${page.key}`, page.name]))}
    ${table('Transactions', OF_LISTS)}
    ${table('Review', OF_REVIEW)}
    ${table('Rules', OF_RULES)}`);
}

function focusSearch() {
  const field = document.querySelector('[data-search]');
  if (field instanceof HTMLElement) field.focus();
  else go('/transactions?focus=search');
}
