// @ts-check
import { words } from '../../text/terms.js';

/**
 * @typedef {{ id: string, state: string, trigger: string, counts: { added: number, modified: number, removed: number } | null,
 *   progress: { pages: number, changes: number } | null, requestedAt: string, startedAt: string | null, endedAt: string | null, errorClass: string | null }} Run
 */

/** @type {Record<string, string>} */
const TRIGGERS = { link: 'after the bank was linked', manual: 'by hand', webhook: 'after news from the bank', scheduled: 'by schedule' };
/** @type {Record<string, string>} */
const FAILURES = {
  'needs-user': 'The bank needs you to sign in again.',
  'institution-down': 'The bank does not answer. Florin tries again by itself.',
  'rate-limited': 'The bank was asked too often. Florin tries again in some minutes.',
  gone: 'The bank has ended the access. Link it again.',
  removed: 'The bank was removed.',
  operator: 'The provider refuses the access of this Florin. Its keys or settings are wrong.',
  refused: 'The provider refuses the request.',
  unfit: 'The bank sent an amount or a text that Florin cannot keep exactly.',
};

/** Why a run failed, in a sentence. @param {string | null} errorClass */
export const failureText = (errorClass) => FAILURES[errorClass ?? ''] ?? 'The bank could not be read. Florin tries again by itself.';

/** @param {Run} run */
export function extentText({ counts }) {
  if (!counts || counts.added + counts.modified + counts.removed === 0) return 'nothing new';
  return [[counts.added, 'added'], [counts.modified, 'changed'], [counts.removed, 'removed']].flatMap(([n, text]) => (n ? [`${n} ${text}`] : [])).join(', ');
}

/** What led to a run. @param {Run} run */
export const triggerText = ({ trigger }) => TRIGGERS[trigger] ?? words(trigger).toLowerCase();
