// @ts-check
import { h, html } from './html.js';
import { Accounts } from './pages/accounts/page.js';
import { Changes } from './pages/changes.js';
import { Dashboard } from './pages/dashboard.js';
import { Imports } from './pages/imports/page.js';
import { Investments } from './pages/investments.js';
import { Planning } from './pages/planning/page.js';
import { Recurring } from './pages/recurring.js';
import { Review } from './pages/review.js';
import { Rules } from './pages/rules/page.js';
import { Settings } from './pages/settings.js';
import { Transactions } from './pages/transactions/page.js';

/** @typedef {{ path: string, name: string, key: string, show: (url: URL) => any }} Route */

/** The pages of the navigation, in its order. @type {Route[]} */
export const ROUTES = [
  { path: '/', name: 'Dashboard', key: 'd', show: () => h(Dashboard, {}) },
  { path: '/transactions', name: 'Transactions', key: 't', show: (url) => h(Transactions, { url }) },
  { path: '/accounts', name: 'Accounts', key: 'a', show: (url) => h(Accounts, { url }) },
  { path: '/review', name: 'Review', key: 'v', show: (url) => h(Review, { url }) },
  { path: '/planning', name: 'Planning', key: 'p', show: (url) => h(Planning, { url }) },
  { path: '/recurring', name: 'Recurring', key: 'r', show: (url) => h(Recurring, { url }) },
  { path: '/rules', name: 'Rules', key: 'u', show: () => h(Rules, {}) },
  { path: '/investments', name: 'Investments', key: 'i', show: () => h(Investments, {}) },
  { path: '/imports', name: 'Imports', key: 'm', show: (url) => h(Imports, { url }) },
  { path: '/changes', name: 'Changes', key: 'h', show: (url) => h(Changes, { url }) },
  { path: '/settings', name: 'Settings', key: 's', show: () => h(Settings, {}) },
];

/** The route of an address: the longest path that begins it. @param {string} path @returns {Route | undefined} */
export const routeOf = (path) =>
  ROUTES.filter((route) => path === route.path || (route.path !== '/' && path.startsWith(route.path + '/')))
    .sort((a, b) => b.path.length - a.path.length)[0];

export const NotFound = () => html`<header class="page-head"><h1>There is no such page</h1></header><p><a href="/">Dashboard</a></p>`;
