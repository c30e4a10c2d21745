package florin.transactions.rule.run;

import florin.journal.database.Session;
import florin.journal.web.Cursors;
import florin.transactions.projection.TransactionRow;
import florin.transactions.projection.TransactionRows;
import florin.transactions.projection.TransactionRows.Place;
import florin.transactions.projection.TransactionRows.StoredTransaction;
import florin.transactions.rule.evaluation.RuleEvaluator.Evaluation;
import florin.transactions.rule.evaluation.RuleSubject;
import florin.transactions.rule.run.RulePreviewResponse.PreviewedTransaction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds the transactions that a run would change. The first page evaluates the rules on the whole
 * history and counts; the cursor carries the counts, so that later pages evaluate only their part.
 */
final class RulePreview {

  private static final int ROWS = 2_000;

  private final Cursors cursors;
  private final RuleSelection selection;
  private final UUID user;
  private final int limit;
  private final boolean counting;
  private final List<PreviewedTransaction> items = new ArrayList<>();
  private Optional<Place> place;
  private int matched;
  private int changed;
  private boolean finished;

  private RulePreview(
      Cursors cursors, RuleSelection selection, UUID user, int limit, List<String> after) {
    this.cursors = cursors;
    this.selection = selection;
    this.user = user;
    this.limit = limit;
    this.counting = after.isEmpty();
    this.place =
        counting
            ? Optional.empty()
            : Optional.of(new Place(LocalDate.parse(after.get(0)), UUID.fromString(after.get(1))));
    this.matched = counting ? 0 : Integer.parseInt(after.get(2));
    this.changed = counting ? 0 : Integer.parseInt(after.get(3));
  }

  static Mono<RulePreviewResponse> page(
      Session session,
      Cursors cursors,
      RuleSelection selection,
      UUID user,
      int limit,
      @Nullable String cursor) {
    List<String> after =
        cursor == null ? List.of() : cursors.values(query(selection, user), cursor);
    RulePreview preview = new RulePreview(cursors, selection, user, limit, after);
    return Mono.defer(() -> preview.read(session))
        .repeat(() -> !preview.finished)
        .then(Mono.fromSupplier(preview::response));
  }

  private static String query(RuleSelection selection, UUID user) {
    return "rules/preview/" + user + "/" + selection.query();
  }

  private Mono<Void> read(Session session) {
    return TransactionRows.after(session, user, place, ROWS).doOnNext(this::add).then();
  }

  private void add(List<StoredTransaction> rows) {
    for (StoredTransaction stored : rows) {
      TransactionRow row = stored.row();
      place = Optional.of(Place.of(row));
      RuleSubject subject = RuleSubjects.of(stored);
      Evaluation evaluation = selection.evaluate(subject);
      boolean changes = !evaluation.changes().isEmpty();
      if (counting) {
        matched += selection.matches(evaluation) ? 1 : 0;
        changed += changes ? 1 : 0;
      }
      if (changes && items.size() <= limit) {
        items.add(PreviewedTransaction.of(row, subject, evaluation.changes()));
      }
    }
    finished = rows.size() < ROWS || (!counting && items.size() > limit);
  }

  private RulePreviewResponse response() {
    if (items.size() <= limit) {
      return new RulePreviewResponse(List.copyOf(items), null, matched, changed);
    }
    List<PreviewedTransaction> page = List.copyOf(items.subList(0, limit));
    PreviewedTransaction last = page.getLast();
    List<String> values =
        List.of(
            last.date().toString(),
            last.transactionId().toString(),
            Integer.toString(matched),
            Integer.toString(changed));
    return new RulePreviewResponse(
        page, cursors.after(query(selection, user), values), matched, changed);
  }
}
