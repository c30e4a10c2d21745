// @ts-check
/** @import { Account } from '../../api/types.js' */

/** @typedef {{ account: Account, other: Account }} Pair */

/** Accounts that may be the same one, such as after a bank was linked again. @param {Map<string, Account>} all @returns {Pair[]} */
export function sameAccounts(all) {
  return [...all.values()].flatMap((account) => (account.mergeCandidates ?? []).flatMap((id) => {
    const other = all.get(id);
    return other && !other.mergedInto && !account.mergedInto ? [{ account, other }] : [];
  }));
}
