package florin.transactions.ledger;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.Rejection;
import florin.journal.web.ProblemType;
import florin.transactions.ledger.Transaction.Present;
import florin.transactions.ledger.TransactionEvent.Categorised;
import florin.transactions.ledger.TransactionEvent.Corrected;
import florin.transactions.ledger.TransactionEvent.Excluded;
import florin.transactions.ledger.TransactionEvent.Included;
import florin.transactions.ledger.TransactionEvent.Layered;
import florin.transactions.ledger.TransactionEvent.MerchantAssigned;
import florin.transactions.ledger.TransactionEvent.Noted;
import florin.transactions.ledger.TransactionEvent.Released;
import florin.transactions.ledger.TransactionEvent.Renamed;
import florin.transactions.ledger.TransactionEvent.Split;
import florin.transactions.ledger.TransactionEvent.Tagged;
import florin.transactions.ledger.TransactionEvent.Unsplit;
import florin.transactions.ledger.TransactionEvent.Untagged;
import florin.transactions.ledger.Words.Chosen;
import florin.transactions.problem.TransactionsProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What users may say of a transaction that counts. What is already so leads to nothing. */
final class Edits {

  private static final int FEWEST_PARTS = 2;

  private Edits() {}

  static List<TransactionEvent> decide(TransactionCommand command, Present p) {
    return switch (command) {
      case TransactionCommand.Categorise c ->
          unless(
              p.words().category().equals(Chosen.of(c.category())),
              new Categorised(p.id(), p.account(), c.category(), c.at()));
      case TransactionCommand.Note c ->
          unless(
              p.words().note().equals(c.note()), new Noted(p.id(), p.account(), c.note(), c.at()));
      case TransactionCommand.Rename c ->
          c.description().isEmpty()
              ? release(p, Layered.DESCRIPTION, c.at())
              : unless(
                  p.words().description().equals(c.description()),
                  new Renamed(p.id(), p.account(), c.description().get(), c.at()));
      case TransactionCommand.AssignMerchant c ->
          unless(
              p.words().merchant().equals(Chosen.of(c.merchant())),
              new MerchantAssigned(p.id(), p.account(), c.merchant(), c.at()));
      case TransactionCommand.Release c -> release(p, c.field(), c.at());
      case TransactionCommand.TagAs c ->
          retag(p, c.tags(), others(p.words().tags(), c.tags()), c.at());
      case TransactionCommand.Retag c -> retag(p, c.more(), c.fewer(), c.at());
      case TransactionCommand.Exclude c ->
          unless(
              p.words().excluded() == c.excluded(),
              c.excluded()
                  ? new Excluded(p.id(), p.account(), c.at())
                  : new Included(p.id(), p.account(), c.at()));
      case TransactionCommand.Correct c -> correct(p, c);
      case TransactionCommand.SplitInto c -> split(p, c);
      case TransactionCommand.RestoreSplit c ->
          unless(
              p.words().split().equals(c.parts()),
              new Split(p.id(), p.account(), c.parts(), c.at()));
      case TransactionCommand.Observe _,
          TransactionCommand.Withdraw _,
          TransactionCommand.RecordByHand _,
          TransactionCommand.Remove _,
          TransactionCommand.Restore _ ->
          throw new IllegalArgumentException(command + " (expected: an edit)");
    };
  }

  static Words evolve(Words words, TransactionEvent event) {
    return switch (event) {
      case Categorised e -> words.withCategory(Chosen.of(e.category()));
      case Noted e -> words.withNote(e.note());
      case Renamed e -> words.withDescription(Optional.of(e.description()));
      case MerchantAssigned e -> words.withMerchant(Chosen.of(e.merchant()));
      case Released e -> words.released(e.field());
      case Tagged e -> words.tagged(e.tags());
      case Untagged e -> words.untagged(e.tags());
      case Excluded _ -> words.withExcluded(true);
      case Included _ -> words.withExcluded(false);
      case Split e -> words.withSplit(e.parts());
      case Unsplit _ -> words.withSplit(List.of());
      case TransactionEvent.Recorded _,
          TransactionEvent.Settled _,
          TransactionEvent.Revised _,
          TransactionEvent.Removed _,
          TransactionEvent.Restored _,
          Corrected _ ->
          words;
    };
  }

  private static List<TransactionEvent> unless(boolean already, TransactionEvent event) {
    return already ? List.of() : List.of(event);
  }

  private static List<TransactionEvent> release(Present p, Layered field, Instant at) {
    return unless(!p.words().decided(field), new Released(p.id(), p.account(), field, at));
  }

  /** Names of one canonical form are one tag: a transaction carries it once, in one spelling. */
  private static List<TransactionEvent> retag(
      Present p, Set<String> more, Set<String> fewer, Instant at) {
    Map<String, String> added = new TreeMap<>();
    more.forEach(tag -> added.putIfAbsent(CanonicalName.of(tag), tag));
    Set<String> dropped = forms(fewer);
    Set<String> now = p.words().tags();
    Set<String> left = new HashSet<>();
    List<String> gone = new ArrayList<>();
    for (String tag : now) {
      String form = CanonicalName.of(tag);
      String spelled = added.get(form);
      boolean respelled = spelled != null && (dropped.contains(form) || now.contains(spelled));
      boolean kept = respelled ? tag.equals(spelled) : spelled != null || !dropped.contains(form);
      if (kept && (left.add(form) || spelled == null)) {
        continue;
      }
      gone.add(tag);
    }
    added.keySet().removeAll(left);
    List<TransactionEvent> events = new ArrayList<>();
    if (!gone.isEmpty()) {
      events.add(new Untagged(p.id(), p.account(), gone, at));
    }
    if (!added.isEmpty()) {
      List<String> fresh = added.values().stream().sorted().toList();
      events.add(new Tagged(p.id(), p.account(), fresh, at));
    }
    return events;
  }

  private static Set<String> forms(Collection<String> tags) {
    return tags.stream().map(CanonicalName::of).collect(Collectors.toSet());
  }

  /** The tags that are not among the wanted ones, in whatever spelling. */
  private static Set<String> others(Set<String> tags, Set<String> wanted) {
    Set<String> forms = forms(wanted);
    return tags.stream()
        .filter(tag -> !forms.contains(CanonicalName.of(tag)))
        .collect(Collectors.toSet());
  }

  private static List<TransactionEvent> correct(Present p, TransactionCommand.Correct c) {
    return switch (p.entry()) {
      case Entry.ProviderFact _ ->
          throw new Rejection(
              TransactionsProblem.NOT_ENTERED_BY_HAND,
              "amount and date of this transaction are the bank's (expected: only of one entered by"
                  + " hand)",
              c.amount().isPresent() ? "/amount" : "/date");
      case Entry.ManualEntry known -> {
        Entry.ManualEntry corrected =
            new Entry.ManualEntry(
                c.amount().orElse(known.amount()),
                c.date().orElse(known.date()),
                known.description());
        demandSameCurrency(known.amount(), corrected.amount());
        demandMoney(corrected.amount());
        yield unless(
            corrected.equals(known), new Corrected(p.id(), p.account(), corrected, c.at()));
      }
    };
  }

  private static void demandSameCurrency(Money known, Money corrected) {
    if (!known.currency().equals(corrected.currency())) {
      throw new Rejection(
          ProblemType.CURRENCY_MISMATCH,
          "amount: in " + corrected.currency() + " (expected: in " + known.currency() + ")",
          "/amount/currency");
    }
  }

  /** What users enter moves money; a bank may well say zero. */
  static void demandMoney(Money amount) {
    if (amount.isZero()) {
      throw new Rejection(
          TransactionsProblem.AMOUNT_ZERO, "amount: 0 (expected: money in or out)", "/amount");
    }
  }

  private static List<TransactionEvent> split(Present p, TransactionCommand.SplitInto c) {
    if (c.parts().isEmpty()) {
      return unless(p.words().split().isEmpty(), new Unsplit(p.id(), p.account(), c.at()));
    }
    if (c.parts().size() < FEWEST_PARTS) {
      throw new Rejection(
          TransactionsProblem.INVALID_PART_COUNT,
          "parts: 1 (expected: at least " + FEWEST_PARTS + ")",
          "/parts");
    }
    demandWhole(p.entry().amount(), c.parts());
    return unless(
        c.parts().equals(p.words().split()), new Split(p.id(), p.account(), c.parts(), c.at()));
  }

  private static void demandWhole(Money whole, List<Part> parts) {
    Money sum = new Money(java.math.BigDecimal.ZERO, whole.currency());
    for (int i = 0; i < parts.size(); i++) {
      Money part = parts.get(i).amount();
      String pointer = "/parts/" + i + "/amount";
      if (!part.currency().equals(whole.currency()) || !part.fitsItsCurrency() || part.isZero()) {
        throw new Rejection(
            TransactionsProblem.INVALID_PART,
            "amount: "
                + part.amount()
                + " "
                + part.currency()
                + " (expected: money in or out in "
                + whole.currency()
                + ", with no more decimals than it has)",
            pointer);
      }
      sum = sum.plus(part);
    }
    if (sum.amount().compareTo(whole.amount()) != 0) {
      throw new Rejection(
          TransactionsProblem.SPLIT_SUM_MISMATCH,
          "parts: they sum to " + sum.amount() + " (expected: the whole, " + whole.amount() + ")",
          "/parts");
    }
  }
}
