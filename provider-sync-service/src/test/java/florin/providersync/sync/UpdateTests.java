package florin.providersync.sync;

import static florin.providersync.sync.Samples.entry;
import static florin.providersync.sync.Samples.observed;
import static florin.providersync.sync.Samples.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import florin.journal.test.Seeded;
import florin.providersync.provider.UpdatePage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UpdateTests {

  private static final Map<String, UUID> ACCOUNTS = Map.of("external", Samples.ACCOUNT);

  private static News news(Map<String, Published.Said> said, UpdatePage... pages) {
    return News.of(Update.of(List.of(pages), false), ACCOUNTS, said);
  }

  /** What is known after news were said. */
  private static Map<String, Published.Said> after(Map<String, Published.Said> said, News news) {
    Map<String, Published.Said> next = new HashMap<>(said);
    news.sayings()
        .forEach(
            one ->
                next.put(
                    one.observed().transaction().externalId(),
                    new Published.Said(one.observed().accountId(), one.content())));
    news.changes().removed().forEach(one -> next.remove(one.externalId()));
    return next;
  }

  @Nested
  class Folding {
    @Test
    void keepsTheCursorOfTheLastPage() {
      Update update =
          Update.of(
              List.of(
                  page(List.of(entry("a", "1")), List.of(), List.of(), "middle", true),
                  page(List.of(), List.of(), List.of(), "end", false)),
              false);
      assertThat(update.cursor()).isEqualTo(Optional.of("end"));
      assertThat(update.present()).containsOnlyKeys("a");
    }

    @Test
    void letsTheLaterWordCount() {
      News news =
          news(
              Map.of(),
              page(List.of(), List.of(entry("a", "2")), List.of(), "1", true),
              page(List.of(entry("a", "1")), List.of(), List.of(), "2", false));
      assertThat(news.changes().added()).containsExactly(observed("a", "2"));
    }

    @Test
    void forgetsWhatCameAndWentInBetween() {
      News news =
          news(Map.of(), page(List.of(entry("a", "1")), List.of(), List.of("a"), "1", false));
      assertThat(news.changes()).isEqualTo(Changes.NONE);
    }
  }

  @Nested
  class NewsIs {
    @Test
    void whatWasNotSaidBefore() {
      News first = news(Map.of(), page(List.of(entry("a", "1")), List.of(), List.of(), "1", false));
      Map<String, Published.Said> said = after(Map.of(), first);

      News again = news(said, page(List.of(entry("a", "1")), List.of(), List.of(), "1", false));
      News changed = news(said, page(List.of(entry("a", "2")), List.of(), List.of(), "1", false));
      News gone = news(said, page(List.of(), List.of(), List.of("a", "a", "b"), "1", false));

      assertThat(again.changes()).isEqualTo(Changes.NONE);
      assertThat(changed.changes().modified()).containsExactly(observed("a", "2"));
      assertThat(changed.changes().added()).isEmpty();
      assertThat(gone.changes().removed())
          .containsExactly(new RemovedTransaction(Samples.ACCOUNT, "a"));
    }

    @Test
    void anAdditionForAModifiedOneNobodyHeardOf() {
      News news = news(Map.of(), page(List.of(), List.of(entry("a", "1")), List.of(), "1", false));
      assertThat(news.changes().added()).containsExactly(observed("a", "1"));
    }

    @Test
    void aNewNameForWhatGoesInTheSameUpdate() {
      News first =
          news(
              Map.of(),
              page(
                  List.of(renamed("a", "Coffee"), renamed("b", "Coffee"), entry("c", "1")),
                  List.of(),
                  List.of(),
                  "1",
                  false));
      News churned =
          news(
              after(Map.of(), first),
              page(
                  List.of(renamed("x", "Coffee"), renamed("y", "Coffee"), renamed("z", "Coffee")),
                  List.of(),
                  List.of("a", "b", "c"),
                  "2",
                  false));
      News told = churned.renamed(formers(first, "a", "b"));
      assertThat(told.changes().modified())
          .extracting(one -> one.transaction().externalId(), one -> one.former().get().externalId())
          .containsExactly(tuple("x", "a"), tuple("y", "b"));
      assertThat(told.changes().added())
          .extracting(one -> one.transaction().externalId())
          .containsExactly("z");
      assertThat(told.changes().removed())
          .containsExactly(new RemovedTransaction(Samples.ACCOUNT, "c"));
      assertThat(told.formerNames())
          .extracting(RemovedTransaction::externalId)
          .containsExactly("a", "b");
    }

    @Test
    void notThePostingOfAPendingOneThatTheProviderDoesNotLink() {
      News pending =
          news(Map.of(), page(List.of(pending("a", "Coffee")), List.of(), List.of(), "1", false));
      News posted =
          news(
              after(Map.of(), pending),
              page(List.of(renamed("x", "Coffee")), List.of(), List.of("a"), "2", false));
      assertThat(posted.added().getFirst().likeness())
          .isNotEqualTo(pending.added().getFirst().likeness());
      assertThat(posted.renamed(formers(pending, "a"))).isEqualTo(posted);
    }

    @Test
    void theSameHoweverOftenAnUpdateIsDelivered() {
      Seeded.runs(50, UpdateTests::deliverRandomly);
    }
  }

  private static List<Published.Former> formers(News said, String... names) {
    return said.sayings().stream()
        .filter(one -> List.of(names).contains(one.observed().transaction().externalId()))
        .map(
            one ->
                new Published.Former(
                    UUID.randomUUID(),
                    one.observed().transaction().externalId(),
                    one.observed().accountId(),
                    one.likeness()))
        .toList();
  }

  private static UpdatePage.Entry renamed(String id, String name) {
    return new UpdatePage.Entry("external", Samples.named(id, name, false));
  }

  private static UpdatePage.Entry pending(String id, String name) {
    return new UpdatePage.Entry("external", Samples.named(id, name, true));
  }

  private static void deliverRandomly(Random random) {
    Map<String, String> bank = new HashMap<>();
    Map<String, String> told = new HashMap<>();
    Map<String, Published.Said> said = Map.of();
    for (int round = 0; round < 20; round++) {
      UpdatePage page = change(bank, random);
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        News news = news(said, page);
        news.changes().added().forEach(one -> tell(told, one));
        news.changes().modified().forEach(one -> tell(told, one));
        news.changes().removed().forEach(one -> told.remove(one.externalId()));
        said = after(said, news);
      }
      assertThat(told).isEqualTo(bank);
      assertThat(said.keySet()).isEqualTo(bank.keySet());
    }
  }

  private static void tell(Map<String, String> told, ObservedTransaction one) {
    told.put(one.transaction().externalId(), one.transaction().amount().amount().toPlainString());
  }

  private static UpdatePage change(Map<String, String> bank, Random random) {
    List<UpdatePage.Entry> added = new ArrayList<>();
    List<UpdatePage.Entry> modified = new ArrayList<>();
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
