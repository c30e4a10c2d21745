package florin.emulator.bank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The net effect of a range of a change log, at most one update per transaction, ordered by its
 * last change: born inside and alive is an addition, born inside and gone is nothing, or the
 * removal of an orphan.
 */
final class Collapse {
  private Collapse() {}

  static List<Change> between(
      List<Change> changes, int base, int upto, String stream, boolean orphans) {
    var existed = new LinkedHashMap<String, Boolean>();
    var last = new LinkedHashMap<String, Change>();
    for (var at = 0; at < upto; at++) {
      var change = changes.get(at);
      if (!stream.isEmpty() && !stream.equals(change.transaction().accountId())) {
        continue;
      }
      var id = change.transaction().transactionId();
      if (at < base) {
        existed.put(id, change.op() != Change.Op.REMOVED);
      } else {
        last.remove(id);
        last.put(id, change);
      }
    }
    var updates = new ArrayList<Change>(last.size());
    last.forEach((id, change) -> add(updates, change, existed.getOrDefault(id, false), orphans));
    return updates;
  }

  private static void add(List<Change> updates, Change change, boolean existed, boolean orphans) {
    if (change.op() != Change.Op.REMOVED) {
      var op = existed ? Change.Op.MODIFIED : Change.Op.ADDED;
      updates.add(new Change(op, change.transaction()));
    } else if (existed || orphans) {
      updates.add(change);
    }
  }
}
