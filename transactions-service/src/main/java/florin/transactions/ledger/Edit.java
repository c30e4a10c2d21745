package florin.transactions.ledger;

import florin.events.Money;
import florin.journal.Rejection;
import florin.journal.Session;
import florin.journal.web.Field;
import florin.transactions.category.Categories;
import florin.transactions.merchant.Merchants;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * What a user may change; what is left out stays. {@code null} clears: no category, no merchant, no
 * note, no tags, not excluded, and as description the bank's own again.
 *
 * @param tags exactly these
 * @param amount only of an entry by hand, as the date
 */
record Edit(
    @Schema(
            types = {"string", "null"},
            format = "uuid")
        Field<UUID> categoryId,
    @Schema(types = {"string", "null"}) Field<String> description,
    @Schema(
            types = {"string", "null"},
            format = "uuid")
        Field<UUID> merchantId,
    @Schema(types = {"string", "null"}) Field<String> note,
    @Schema(
            types = {"array", "null"},
            implementation = String[].class)
        Field<List<String>> tags,
    @Schema(types = {"boolean", "null"}) Field<Boolean> excluded,
    @Schema(implementation = Money.class) Field<Money> amount,
    @Schema(
            types = {"string"},
            format = "date")
        Field<LocalDate> date) {

  private static final int LONGEST_NOTE = 2_000;
  private static final int LONGEST_DESCRIPTION = 500;
  private static final int LONGEST_TAG = 50;
  private static final int MOST_TAGS = 50;

  /** The commands, in the order of the fields. */
  List<TransactionCommand> commands(Instant at) {
    List<TransactionCommand> wanted = new ArrayList<>();
    if (amount.present() || date.present()) {
      wanted.add(new TransactionCommand.Correct(given(amount, "amount"), given(date, "date"), at));
    }
    if (categoryId.present()) {
      wanted.add(new TransactionCommand.Categorise(categoryId.value(), at));
    }
    if (description.present()) {
      wanted.add(new TransactionCommand.Rename(description.value().map(Edit::described), at));
    }
    if (merchantId.present()) {
      wanted.add(new TransactionCommand.AssignMerchant(merchantId.value(), at));
    }
    if (note.present()) {
      wanted.add(new TransactionCommand.Note(noted(note.value()), at));
    }
    if (tags.present()) {
      wanted.add(new TransactionCommand.TagAs(tagged(tags.value().orElse(List.of())), at));
    }
    if (excluded.present()) {
      wanted.add(new TransactionCommand.Exclude(excluded.value().orElse(false), at));
    }
    return wanted;
  }

  /** Demands that what it refers to is there. */
  Mono<Void> demandKnown(Session session, UUID user, String pointer) {
    return Categories.demand(
            session, user, categoryId.value().stream().toList(), pointer + "/categoryId")
        .then(
            Mono.defer(
                () ->
                    Merchants.demand(
                        session,
                        user,
                        merchantId.value().stream().toList(),
                        pointer + "/merchantId")));
  }

  private static <T> Optional<T> given(Field<T> field, String name) {
    if (field.present() && field.value().isEmpty()) {
      throw new Rejection("rejected", name + ": null (expected: a value)", "/" + name);
    }
    return field.value();
  }

  /** An empty note is no note. */
  static Optional<String> noted(Optional<String> note) {
    Optional<String> given = note.map(String::strip).filter(text -> !text.isEmpty());
    if (given.filter(text -> text.length() > LONGEST_NOTE || text.indexOf('\0') >= 0).isPresent()) {
      throw new Rejection(
          "rejected",
          "note: not storable (expected: at most " + LONGEST_NOTE + " characters, no NUL)",
          "/note");
    }
    return given;
  }

  static String described(String description) {
    if (description.isBlank()
        || description.length() > LONGEST_DESCRIPTION
        || description.indexOf('\0') >= 0) {
      throw new Rejection(
          "rejected",
          "description: not usable (expected: 1 to " + LONGEST_DESCRIPTION + " characters, no NUL)",
          "/description");
    }
    return description.strip();
  }

  static Set<String> tagged(List<String> tags) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < tags.size(); i++) {
      String tag = tags.get(i) == null ? "" : tags.get(i).strip();
      if (tag.isEmpty() || tag.length() > LONGEST_TAG || tag.matches("(?s).*[,\0].*")) {
        throw new Rejection(
            "rejected",
            "tags: not usable (expected: 1 to "
                + LONGEST_TAG
                + " characters each, no comma, no NUL)",
            "/tags/" + i);
      }
      names.add(tag);
    }
    if (names.size() > MOST_TAGS) {
      throw new Rejection(
          "rejected", "tags: " + names.size() + " (expected: at most " + MOST_TAGS + ")", "/tags");
    }
    return names;
  }
}
