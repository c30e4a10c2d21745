// @ts-check
import { h, html } from './html.js';
import { Dashboard } from './pages/dashboard.js';
import { Transactions } from './pages/transactions/page.js';

/** @typedef {{ path: string, name: string, key: string, show: (url: URL) => any }} Route */

/** The pages of the navigation, in its order. @type {Route[]} */
export const ROUTES = [
  { path: '/', name: 'Dashboard', key: 'd', show: () => h(Dashboard, {}) },
  { path: '/transactions', name: 'Transactions', key: 't', show: (url) => h(Transactions, { url }) },
];

/** The route of an address: the longest path that begins it. @param {string} path @returns {Route | undefined} */
export const routeOf = (path) =>
  ROUTES.filter((route) => path === route.path || (route.path !== '/' && path.startsWith(route.path + '/')))
    .sort((a, b) => b.path.length - a.path.length)[0];

export const NotFound = () => html`<header class="page-head"><h1>There is no such page</h1></header><p><a href="/">Dashboard</a></p>`;
