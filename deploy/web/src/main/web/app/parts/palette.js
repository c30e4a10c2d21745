// @ts-check
/** @import { Page } from './shortcuts.js' */
import { logOut } from '../api/session.js';
import { h, html } from '../html.js';
import { accounts } from '../names.js';
import { go } from '../router.js';
import { useSignal } from '../signal.js';
import { Combobox } from './combobox.js';
import { Dialog } from './dialog.js';

/** @typedef {{ id: string, name: string, group: string, run: () => void }} Command */

/** @param {string} name @param {string} path @param {string} group @returns {Command} */
const link = (name, path, group) => ({ id: `${group} ${path}`, name, group, run: () => go(path) });

/** Pages, actions and accounts by name. @param {{ pages: Page[], onClose: () => void }} props */
export function Palette({ pages, onClose }) {
  const held = useSignal(accounts);
  /** @type {Command[]} */
  const commands = [
    ...pages.map((page) => link(page.name, page.path, 'Page')),
    link('Link a bank', '/accounts?link=new', 'Action'),
    link('Review transactions without a category', '/review', 'Action'),
    link('Review possible transfers', '/review?tab=transfers', 'Action'),
    link('Review possible duplicates', '/review?tab=duplicates', 'Action'),
    link('Search transactions', '/transactions?focus=search', 'Action'),
    link('Add a transaction', '/transactions?add=transaction', 'Action'),
    { id: 'log-out', name: 'Log out', group: 'Action', run: () => { logOut(); } },
    ...[...held.values()].map((account) => link(account.name, `/accounts/${account.id}`, 'Account')),
  ];
  const pick = (/** @type {string} */ id) => {
    onClose();
    commands.find((command) => command.id === id)?.run();
  };
  return h(Dialog, { title: 'Go to', onClose }, html`<div class="palette">${h(Combobox, { label: 'Page, action or account', options: commands, onPick: pick, onLeave: onClose })}</div>`);
}
