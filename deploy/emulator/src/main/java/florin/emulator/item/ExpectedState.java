package florin.emulator.item;

import florin.emulator.data.Account;
import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.Transaction;
import florin.emulator.data.TransactionChange;
import florin.emulator.state.Item;
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
 * The expected state of a client: accounts and live transactions of one Item.
 *
 * <p>Why a second fold: it verifies clients and, in tests, the sync pages. It therefore shares
 * neither the live set nor the running balances nor the collapse: it reads the log backwards and
 * adds the balances up from the accounts as they were linked.
 */
public record ExpectedState(List<Account> accounts, List<Transaction> transactions, String hash) {

  public static ExpectedState of(Item item) {
    var transactions = liveBackwards(item.changes());
    var accounts = new ArrayList<Account>();
    for (var account : item.opening()) {
      accounts.add(settle(account, item.news(), item.changes()));
    }
    var canonical = Json.MAPPER.writeValueAsBytes(List.of(accounts, transactions));
    var hash = HexFormat.of().formatHex(Ids.sha256(canonical));
    return new ExpectedState(List.copyOf(accounts), transactions, hash);
  }

  private static List<Transaction> liveBackwards(List<TransactionChange> changes) {
    var decided = new HashSet<String>();
    var live = new ArrayList<Transaction>();
    for (var transactionChange : changes.reversed()) {
      if (decided.add(transactionChange.transaction().transactionId())
          && transactionChange.op() != TransactionChange.Op.REMOVED) {
        live.add(transactionChange.transaction());
      }
    }
    live.sort(Comparator.comparing(Transaction::transactionId));
    return List.copyOf(live);
  }

  /** Balance = as linked − amounts of the touched transactions then + their amounts now. */
  private static Account settle(
      Account account, List<TransactionChange> news, List<TransactionChange> all) {
    var before = new TreeMap<String, Weight>();
    var after = new HashMap<String, Weight>();
    var touched = new HashSet<String>();
    news.forEach(transactionChange -> touched.add(transactionChange.transaction().transactionId()));
    var isNews = Collections.<TransactionChange>newSetFromMap(new IdentityHashMap<>());
    isNews.addAll(news);
    for (var transactionChange : all) {
      var id = transactionChange.transaction().transactionId();
      if (!touched.contains(id)
          || !transactionChange.transaction().accountId().equals(account.accountId())) {
        continue;
      }
      var weight =
          transactionChange.op() == TransactionChange.Op.REMOVED
              ? Weight.NONE
              : Weight.of(transactionChange, account);
      after.put(id, weight);
      if (!isNews.contains(transactionChange)) {
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

    static Weight of(TransactionChange transactionChange, Account account) {
      var transactionDetails = transactionChange.transaction().details();
      if (!transactionDetails.currency().equals(account.currency())) {
        return NONE;
      }
      return transactionChange.transaction().pending()
          ? new Weight(BigDecimal.ZERO, transactionDetails.amount())
          : new Weight(transactionDetails.amount(), BigDecimal.ZERO);
    }
  }
}
