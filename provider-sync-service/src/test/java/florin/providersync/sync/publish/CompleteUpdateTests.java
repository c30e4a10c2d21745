package florin.providersync.sync.publish;

import static florin.providersync.sync.Samples.entry;
import static florin.providersync.sync.Samples.observed;
import static florin.providersync.sync.Samples.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import florin.journal.test.SeededRuns;
import florin.providersync.provider.data.UpdatePage;
import florin.providersync.sync.Samples;
import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.ObservedTransaction;
import florin.providersync.sync.observation.RemovedTransaction;
import florin.providersync.sync.read.CompleteUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CompleteUpdateTests {

  private static final Map<String, UUID> ACCOUNTS = Map.of("external", Samples.ACCOUNT);

  private static TransactionChanges news(
      Map<String, PublishedTransactions.PublishedContent> said, UpdatePage... pages) {
    return TransactionChanges.of(CompleteUpdate.of(List.of(pages), false), ACCOUNTS, said);
  }

  /** What is known after news were said. */
  private static Map<String, PublishedTransactions.PublishedContent> after(
      Map<String, PublishedTransactions.PublishedContent> said,
      TransactionChanges transactionChanges) {
    Map<String, PublishedTransactions.PublishedContent> next = new HashMap<>(said);
    transactionChanges
        .addedAndModified()
        .forEach(
            one ->
                next.put(
                    one.observed().transaction().externalId(),
                    new PublishedTransactions.PublishedContent(
                        one.observed().accountId(), one.content())));
    transactionChanges.changes().removed().forEach(one -> next.remove(one.externalId()));
    return next;
  }

  @Nested
  class Folding {
    @Test
    void keepsTheCursorOfTheLastPage() {
      CompleteUpdate completeUpdate =
          CompleteUpdate.of(
              List.of(
                  page(List.of(entry("a", "1")), List.of(), List.of(), "middle", true),
                  page(List.of(), List.of(), List.of(), "end", false)),
              false);
      assertThat(completeUpdate.cursor()).isEqualTo(Optional.of("end"));
      assertThat(completeUpdate.present()).containsOnlyKeys("a");
    }

    @Test
    void letsTheLaterWordCount() {
      TransactionChanges transactionChanges =
          news(
              Map.of(),
              page(List.of(), List.of(entry("a", "2")), List.of(), "1", true),
              page(List.of(entry("a", "1")), List.of(), List.of(), "2", false));
      assertThat(transactionChanges.changes().added()).containsExactly(observed("a", "2"));
    }

    @Test
    void forgetsWhatCameAndWentInBetween() {
      TransactionChanges transactionChanges =
          news(Map.of(), page(List.of(entry("a", "1")), List.of(), List.of("a"), "1", false));
      assertThat(transactionChanges.changes()).isEqualTo(ObservedChanges.NONE);
    }
  }

  @Nested
  class NewsIs {
    @Test
    void whatWasNotSaidBefore() {
      TransactionChanges first =
          news(Map.of(), page(List.of(entry("a", "1")), List.of(), List.of(), "1", false));
      Map<String, PublishedTransactions.PublishedContent> said = after(Map.of(), first);

      TransactionChanges again =
          news(said, page(List.of(entry("a", "1")), List.of(), List.of(), "1", false));
      TransactionChanges changed =
          news(said, page(List.of(entry("a", "2")), List.of(), List.of(), "1", false));
      TransactionChanges gone =
          news(said, page(List.of(), List.of(), List.of("a", "a", "b"), "1", false));

      assertThat(again.changes()).isEqualTo(ObservedChanges.NONE);
      assertThat(changed.changes().modified()).containsExactly(observed("a", "2"));
      assertThat(changed.changes().added()).isEmpty();
      assertThat(gone.changes().removed())
          .containsExactly(new RemovedTransaction(Samples.ACCOUNT, "a"));
    }

    @Test
    void anAdditionForAModifiedOneNobodyHeardOf() {
      TransactionChanges transactionChanges =
          news(Map.of(), page(List.of(), List.of(entry("a", "1")), List.of(), "1", false));
      assertThat(transactionChanges.changes().added()).containsExactly(observed("a", "1"));
    }

    @Test
    void aNewNameForWhatGoesInTheSameUpdate() {
      TransactionChanges first =
          news(
              Map.of(),
              page(
                  List.of(renamed("a", "Coffee"), renamed("b", "Coffee"), entry("c", "1")),
                  List.of(),
                  List.of(),
                  "1",
                  false));
      TransactionChanges churned =
          news(
              after(Map.of(), first),
              page(
                  List.of(renamed("x", "Coffee"), renamed("y", "Coffee"), renamed("z", "Coffee")),
                  List.of(),
                  List.of("a", "b", "c"),
                  "2",
                  false));
      TransactionChanges told = churned.matchFormer(formers(first, "a", "b"));
      assertThat(told.changes().modified())
          .extracting(one -> one.transaction().externalId(), one -> one.former().get().externalId())
          .containsExactly(tuple("x", "a"), tuple("y", "b"));
      assertThat(told.changes().added())
          .extracting(one -> one.transaction().externalId())
          .containsExactly("z");
      assertThat(told.changes().removed())
          .containsExactly(new RemovedTransaction(Samples.ACCOUNT, "c"));
      assertThat(told.formerIds())
          .extracting(RemovedTransaction::externalId)
          .containsExactly("a", "b");
    }

    @Test
    void notThePostingOfAPendingOneThatTheProviderDoesNotLink() {
      TransactionChanges pending =
          news(Map.of(), page(List.of(pending("a", "Coffee")), List.of(), List.of(), "1", false));
      TransactionChanges posted =
          news(
              after(Map.of(), pending),
              page(List.of(renamed("x", "Coffee")), List.of(), List.of("a"), "2", false));
      assertThat(posted.added().getFirst().likeness())
          .isNotEqualTo(pending.added().getFirst().likeness());
      assertThat(posted.matchFormer(formers(pending, "a"))).isEqualTo(posted);
    }

    @Test
    void theSameHoweverOftenAnUpdateIsDelivered() {
      SeededRuns.forEachSeed(50, CompleteUpdateTests::deliverRandomly);
    }
  }

  private static List<PublishedTransactions.FormerTransaction> formers(
      TransactionChanges said, String... names) {
    return said.addedAndModified().stream()
        .filter(one -> List.of(names).contains(one.observed().transaction().externalId()))
        .map(
            one ->
                new PublishedTransactions.FormerTransaction(
                    UUID.randomUUID(),
                    one.observed().transaction().externalId(),
                    one.observed().accountId(),
                    one.likeness()))
        .toList();
  }

  private static UpdatePage.UpdatedTransaction renamed(String id, String name) {
    return new UpdatePage.UpdatedTransaction("external", Samples.named(id, name, false));
  }

  private static UpdatePage.UpdatedTransaction pending(String id, String name) {
    return new UpdatePage.UpdatedTransaction("external", Samples.named(id, name, true));
  }

  private static void deliverRandomly(Random random) {
    Map<String, String> bank = new HashMap<>();
    Map<String, String> told = new HashMap<>();
    Map<String, PublishedTransactions.PublishedContent> said = Map.of();
    for (int round = 0; round < 20; round++) {
      UpdatePage page = change(bank, random);
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        TransactionChanges transactionChanges = news(said, page);
        transactionChanges.changes().added().forEach(one -> tell(told, one));
        transactionChanges.changes().modified().forEach(one -> tell(told, one));
        transactionChanges.changes().removed().forEach(one -> told.remove(one.externalId()));
        said = after(said, transactionChanges);
      }
      assertThat(told).isEqualTo(bank);
      assertThat(said.keySet()).isEqualTo(bank.keySet());
    }
  }

  private static void tell(Map<String, String> told, ObservedTransaction one) {
    told.put(one.transaction().externalId(), one.transaction().amount().amount().toPlainString());
  }

  private static UpdatePage change(Map<String, String> bank, Random random) {
    List<UpdatePage.UpdatedTransaction> added = new ArrayList<>();
    List<UpdatePage.UpdatedTransaction> modified = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String id = "t" + i;
      String amount = random.nextInt(1, 5) + ".00";
      if (!bank.containsKey(id)) {
        bank.put(id, amount);
        added.add(entry(id, amount));
      } else if (random.nextBoolean()) {
        bank.put(id, amount);
        modified.add(entry(id, amount));
      } else {
        bank.remove(id);
        removed.add(id);
      }
    }
    return page(added, modified, removed, "next", false);
  }
}
