package florin.emulator.bank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * What a client must hold in the end: accounts and live transactions of one Item.
 *
 * <p>Why a second fold: it judges clients and, in tests, the sync pages. It therefore shares
 * neither the live set nor the running balances nor the collapse: it reads the log backwards and
 * adds the balances up from the accounts as they were linked.
 */
public record Truth(List<Account> accounts, List<Transaction> transactions, String hash) {

  public static Truth of(Item item) {
    var transactions = liveBackwards(item.changes());
    var accounts = new ArrayList<Account>();
    for (var account : item.opening()) {
      accounts.add(settle(account, item.news(), item.changes()));
    }
    var canonical = Json.MAPPER.writeValueAsBytes(List.of(accounts, transactions));
    var hash = HexFormat.of().formatHex(Ids.sha256(canonical));
    return new Truth(List.copyOf(accounts), transactions, hash);
  }

  private static List<Transaction> liveBackwards(List<Change> changes) {
    var decided = new HashSet<String>();
    var live = new ArrayList<Transaction>();
    for (var change : changes.reversed()) {
      if (decided.add(change.transaction().transactionId()) && change.op() != Change.Op.REMOVED) {
        live.add(change.transaction());
      }
    }
    live.sort(Comparator.comparing(Transaction::transactionId));
    return List.copyOf(live);
  }

  /** Balance = as linked − what the touched transactions weighed then + what they weigh now. */
  private static Account settle(Account account, List<Change> news, List<Change> all) {
    var before = new TreeMap<String, Weight>();
    var after = new HashMap<String, Weight>();
    var touched = new HashSet<String>();
    news.forEach(change -> touched.add(change.transaction().transactionId()));
    var isNews = Collections.<Change>newSetFromMap(new IdentityHashMap<>());
    isNews.addAll(news);
    for (var change : all) {
      var id = change.transaction().transactionId();
      if (!touched.contains(id) || !change.transaction().accountId().equals(account.accountId())) {
        continue;
      }
      var weight = change.op() == Change.Op.REMOVED ? Weight.NONE : Weight.of(change, account);
      after.put(id, weight);
      if (!isNews.contains(change)) {
        before.put(id, weight);
      }
    }
    var posted = BigDecimal.ZERO;
    var pending = BigDecimal.ZERO;
    for (var id : after.keySet()) {
      var was = before.getOrDefault(id, Weight.NONE);
      var now = after.getOrDefault(id, Weight.NONE);
      posted = posted.add(now.posted()).subtract(was.posted());
      pending = pending.add(now.pending()).subtract(was.pending());
    }
    return account
        .moved(posted, account.currency(), false)
        .moved(pending, account.currency(), true);
  }

  private record Weight(BigDecimal posted, BigDecimal pending) {
    static final Weight NONE = new Weight(BigDecimal.ZERO, BigDecimal.ZERO);

    static Weight of(Change change, Account account) {
      var details = change.transaction().details();
      if (!details.currency().equals(account.currency())) {
        return NONE;
      }
      return change.transaction().pending()
          ? new Weight(BigDecimal.ZERO, details.amount())
          : new Weight(details.amount(), BigDecimal.ZERO);
    }
  }
}
