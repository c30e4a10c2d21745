package florin.emulator.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The net effect of a range of a change log, at most one update per transaction, ordered by its
 * last change: born inside and alive is an addition, born inside and gone is nothing, or the
 * removal of an orphan.
 */
public final class NetChanges {
  private NetChanges() {}

  public static List<TransactionChange> between(
      List<TransactionChange> changes, int base, int upto, String stream, boolean orphans) {
    var existed = new LinkedHashMap<String, Boolean>();
    var last = new LinkedHashMap<String, TransactionChange>();
    for (var at = 0; at < upto; at++) {
      var transactionChange = changes.get(at);
      if (!stream.isEmpty() && !stream.equals(transactionChange.transaction().accountId())) {
        continue;
      }
      var id = transactionChange.transaction().transactionId();
      if (at < base) {
        existed.put(id, transactionChange.op() != TransactionChange.Op.REMOVED);
      } else {
        last.remove(id);
        last.put(id, transactionChange);
      }
    }
    var updates = new ArrayList<TransactionChange>(last.size());
    last.forEach(
        (id, transactionChange) ->
            add(updates, transactionChange, existed.getOrDefault(id, false), orphans));
    return updates;
  }

  private static void add(
      List<TransactionChange> updates,
      TransactionChange transactionChange,
      boolean existed,
      boolean orphans) {
    if (transactionChange.op() != TransactionChange.Op.REMOVED) {
      var op = existed ? TransactionChange.Op.MODIFIED : TransactionChange.Op.ADDED;
      updates.add(new TransactionChange(op, transactionChange.transaction()));
    } else if (existed || orphans) {
      updates.add(transactionChange);
    }
  }
}
