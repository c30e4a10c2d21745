// @ts-check
import { h, html } from '../../html.js';
import { usePages } from '../../parts/pages.js';
import { useRead } from '../../parts/read.js';
import { Tabs } from '../../parts/tabs.js';
import { accounts } from '../../names.js';
import { useSignal } from '../../signal.js';
import { Attention } from './attention.js';
import { Duplicates } from './duplicates.js';
import { sameAccounts } from './pairs.js';
import { SameAccounts } from './same-accounts.js';
import { SuggestedSeries } from './series.js';
import { Transfers } from './transfers.js';
import { Uncategorised } from './uncategorised.js';

/** @param {{ url: URL }} props */
export function Review({ url }) {
  const counts = useRead('/api/review');
  const transfers = usePages('/api/review/transfers?limit=100');
  const duplicates = usePages('/api/review/duplicates?limit=100');
  const series = usePages('/api/recurring?state=suggested&limit=100');
  const tab = url.searchParams.get('tab') ?? 'uncategorised';
  const pendings = usePages(tab === 'pending' ? '/api/review/stale-pendings?limit=100' : null);
  const splits = usePages(tab === 'splits' ? '/api/review/unbalanced-splits?limit=100' : null);
  const same = sameAccounts(useSignal(accounts)).length;
  const tabs = [
    { id: 'uncategorised', name: 'Without a category', count: counts.data?.uncategorised },
    { id: 'transfers', name: 'Transfers', count: counts.data?.transfers },
    { id: 'duplicates', name: 'Duplicates', count: counts.data?.duplicates },
    { id: 'recurring', name: 'Recurring', count: series.data?.length },
    { id: 'pending', name: 'Pending', count: counts.data?.stalePendings },
    { id: 'splits', name: 'Splits', count: counts.data?.unbalancedSplits },
    { id: 'accounts', name: 'Accounts', count: same },
  ];
  return html`
    <header class="page-head"><h1>Review</h1></header>
    ${h(Tabs, { label: 'To review', current: tab, tabs })}
    ${tab === 'transfers' ? h(Transfers, { pages: transfers, recount: counts.again })
      : tab === 'duplicates' ? h(Duplicates, { pages: duplicates, recount: counts.again })
        : tab === 'recurring' ? h(SuggestedSeries, { pages: series })
          : tab === 'pending' ? h(Attention, { title: 'Pending for more than 14 days', pages: pendings,
            hint: 'The bank should have booked or removed them by now. Remove those that it has forgotten.', href: (row) => `/transactions?open=${row.id}` })
            : tab === 'splits' ? h(Attention, { title: 'Splits that do not add up', pages: splits,
              hint: 'The bank changed the amount after the transaction was split.', href: (row) => `/transactions?open=${row.id}&edit=split` })
              : tab === 'accounts' ? h(SameAccounts, {})
                : h(Uncategorised, { recount: counts.again })}`;
}
