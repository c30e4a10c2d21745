package florin.transactions.transaction;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transaction.Transaction.Present;
import florin.transactions.transaction.TransactionEvent.Categorised;
import florin.transactions.transaction.TransactionEvent.Corrected;
import florin.transactions.transaction.TransactionEvent.Excluded;
import florin.transactions.transaction.TransactionEvent.Included;
import florin.transactions.transaction.TransactionEvent.MerchantAssigned;
import florin.transactions.transaction.TransactionEvent.OverrideCleared;
import florin.transactions.transaction.TransactionEvent.RulesApplied;
import florin.transactions.transaction.TransactionEvent.Split;
import florin.transactions.transaction.TransactionEvent.Tagged;
import florin.transactions.transaction.TransactionEvent.TagsReleased;
import florin.transactions.transaction.TransactionEvent.TextSet;
import florin.transactions.transaction.TransactionEvent.Unsplit;
import florin.transactions.transaction.TransactionEvent.Untagged;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TransactionEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decisions about the values over the entry of a transaction that counts. A value that is already
 * set yields no event.
 */
public final class PatchRules {

  private static final int FEWEST_PARTS = 2;

  private PatchRules() {}

  static List<TransactionEvent> decide(TransactionCommand.UserEdit command, Present p) {
    return switch (command) {
      case TransactionCommand.Categorise c ->
          unlessUnchanged(
              p.words().category().equals(FieldOverride.of(c.category())),
              new Categorised(p.id(), p.account(), c.category(), c.at()));
      case TransactionCommand.SetText c ->
          c.text().isEmpty() && c.field().inEntry()
              ? clearOverride(p, c.field(), c.at())
              : unlessUnchanged(
                  isSet(p.words().text(c.field()), c.text(), p.overlay().text(c.field())),
                  new TextSet(p.id(), p.account(), c.field(), c.text(), c.at()));
      case TransactionCommand.AssignMerchant c ->
          unlessUnchanged(
              p.words().merchant().equals(FieldOverride.of(c.merchant())),
              new MerchantAssigned(p.id(), p.account(), c.merchant(), c.at()));
      case TransactionCommand.ClearOverride c -> clearOverride(p, c.field(), c.at());
      case TransactionCommand.TagAs c ->
          retag(p, c.tags(), others(p.overlay().tags(), c.tags()), c.at());
      case TransactionCommand.Retag c -> retag(p, c.more(), c.fewer(), c.at());
      case TransactionCommand.ReleaseTags c -> {
        List<String> released = decided(p.words(), Overlay.forms(c.tags()));
        yield unlessUnchanged(
            released.isEmpty(), new TagsReleased(p.id(), p.account(), released, c.at()));
      }
      case TransactionCommand.Exclude c ->
          unlessUnchanged(
              p.overlay().excluded() == c.excluded()
                  && (p.words().excluded().byUser() || !c.excluded()),
              c.excluded()
                  ? new Excluded(p.id(), p.account(), c.at())
                  : new Included(p.id(), p.account(), c.at()));
      case TransactionCommand.Correct c -> correct(p, c);
      case TransactionCommand.SplitInto c -> split(p, c);
      case TransactionCommand.RestoreSplit c ->
          unlessUnchanged(
              p.words().split().equals(c.parts()),
              new Split(p.id(), p.account(), c.parts(), c.at()));
      case TransactionCommand.RestoreRuleValues c -> applied(p, c.values(), c.at());
    };
  }

  /** Rules change no value that the user decided. */
  static List<TransactionEvent> applyRules(TransactionCommand.ApplyRules c, Present p) {
    return applied(p, p.overlay().changes(c.wanted()), c.at());
  }

  private static List<TransactionEvent> applied(Present p, RuleValues changes, Instant at) {
    return unlessUnchanged(
        p.rules().after(changes).equals(p.rules()),
        new RulesApplied(p.id(), p.account(), changes, at));
  }

  /**
   * Whether a value is the user's already. Clearing a field that shows nothing is no decision.
   *
   * @param shown the user's or a rule's
   */
  private static <T> boolean isSet(FieldOverride<T> own, Optional<T> wanted, Optional<T> shown) {
    return own.byUser() ? shown.equals(wanted) : wanted.isEmpty() && shown.isEmpty();
  }

  static UserOverrides evolve(UserOverrides userOverrides, TransactionEvent.UserEdit event) {
    return switch (event) {
      case Categorised e -> userOverrides.withCategory(FieldOverride.of(e.category()));
      case TextSet e -> userOverrides.withText(e.field(), FieldOverride.of(e.text()));
      case MerchantAssigned e -> userOverrides.withMerchant(FieldOverride.of(e.merchant()));
      case OverrideCleared e -> userOverrides.cleared(e.field());
      case Tagged e -> userOverrides.tagged(e.tags());
      case Untagged e -> userOverrides.untagged(e.tags());
      case TagsReleased e -> userOverrides.withTagsReleased(e.tags());
      case Excluded _ -> userOverrides.withExcluded(FieldOverride.of(Optional.of(true)));
      case Included _ -> userOverrides.withExcluded(FieldOverride.of(Optional.of(false)));
      case Split e -> userOverrides.withSplit(e.parts());
      case Unsplit _ -> userOverrides.withSplit(List.of());
    };
  }

  private static List<TransactionEvent> unlessUnchanged(boolean already, TransactionEvent event) {
    return already ? List.of() : List.of(event);
  }

  private static List<TransactionEvent> clearOverride(
      Present p, OverridableField field, Instant at) {
    return unlessUnchanged(
        !p.words().isOverridden(field), new OverrideCleared(p.id(), p.account(), field, at));
  }

  /** Names of one canonical form are one tag: a transaction carries it once, in one spelling. */
  private static List<TransactionEvent> retag(
      Present p, Set<String> more, Set<String> fewer, Instant at) {
    Map<String, String> added = new TreeMap<>();
    more.forEach(tag -> added.putIfAbsent(CanonicalName.of(tag), tag));
    Set<String> dropped = Overlay.forms(fewer);
    Set<String> now = p.words().tags();
    List<String> gone = new ArrayList<>(droppedRuleTags(p, dropped, added.keySet()));
    Set<String> left = new HashSet<>();
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

  /** The tags of these forms that the user put on or took off, as they are spelled. */
  private static List<String> decided(UserOverrides own, Set<String> forms) {
    return Stream.concat(own.tags().stream(), own.untagged().stream())
        .filter(tag -> forms.contains(CanonicalName.of(tag)))
        .sorted()
        .toList();
  }

  /** Tags of rules that the user takes off. */
  private static List<String> droppedRuleTags(Present p, Set<String> dropped, Set<String> added) {
    return p.overlay().ruleTags().keySet().stream()
        .filter(tag -> dropped.contains(CanonicalName.of(tag)))
        .filter(tag -> !added.contains(CanonicalName.of(tag)))
        .toList();
  }

  /** The tags that are not among the wanted ones, in whatever spelling. */
  private static Set<String> others(Set<String> tags, Set<String> wanted) {
    Set<String> forms = Overlay.forms(wanted);
    return tags.stream()
        .filter(tag -> !forms.contains(CanonicalName.of(tag)))
        .collect(Collectors.toSet());
  }

  private static List<TransactionEvent> correct(Present p, TransactionCommand.Correct c) {
    return switch (p.entry()) {
      case TransactionEntry.ProviderFact _ ->
          throw new Rejection(
              TransactionsProblem.NOT_ENTERED_BY_HAND,
              "amount and date of this transaction are the bank's (expected: only of one entered by"
                  + " hand)",
              c.amount().isPresent() ? "/amount" : "/date");
      case TransactionEntry.ManualEntry known -> {
        TransactionEntry.ManualEntry corrected =
            new TransactionEntry.ManualEntry(
                c.amount().orElse(known.amount()),
                c.date().orElse(known.date()),
                known.description());
        demandSameCurrency(known.amount(), corrected.amount());
        demandMoney(corrected.amount());
        yield unlessUnchanged(
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

  /** An amount that a user enters is not zero; that of a bank may be. */
  static void demandMoney(Money amount) {
    if (amount.isZero()) {
      throw new Rejection(
          TransactionsProblem.AMOUNT_ZERO, "amount: 0 (expected: money in or out)", "/amount");
    }
  }

  private static List<TransactionEvent> split(Present p, TransactionCommand.SplitInto c) {
    if (c.parts().isEmpty()) {
      return unlessUnchanged(p.words().split().isEmpty(), new Unsplit(p.id(), p.account(), c.at()));
    }
    if (c.parts().size() < FEWEST_PARTS) {
      throw new Rejection(
          TransactionsProblem.INVALID_PART_COUNT,
          "parts: 1 (expected: at least " + FEWEST_PARTS + ")",
          "/parts");
    }
    demandPartsSum(p.entry().amount(), c.parts());
    return unlessUnchanged(
        c.parts().equals(p.words().split()), new Split(p.id(), p.account(), c.parts(), c.at()));
  }

  private static void demandPartsSum(Money whole, List<SplitPart> parts) {
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
