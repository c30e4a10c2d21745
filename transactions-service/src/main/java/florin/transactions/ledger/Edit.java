package florin.transactions.ledger;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.Rejection;
import florin.journal.Session;
import florin.journal.web.Field;
import florin.journal.web.ProblemType;
import florin.journal.web.input.Text;
import florin.transactions.category.Categories;
import florin.transactions.merchant.Merchants;
import florin.transactions.problem.TransactionsProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    @Text(multiLine = true) @Schema(types = {"string", "null"}) Field<String> description,
    @Schema(
            types = {"string", "null"},
            format = "uuid")
        Field<UUID> merchantId,
    @Text(multiLine = true) @Schema(types = {"string", "null"}) Field<String> note,
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

  /**
   * The same with the categories, merchants and tags that its ids and names mean: of a merged one
   * the survivor, of another spelling the one in use.
   *
   * @throws Rejection if one is not there
   */
  Mono<Edit> resolved(Session session, UUID user, String pointer) {
    List<UUID> category = categoryId.value().stream().toList();
    List<UUID> merchant = merchantId.value().stream().toList();
    return Categories.survivors(session, user, category, _ -> pointer + "/categoryId")
        .zipWhen(_ -> Merchants.survivors(session, user, merchant, pointer + "/merchantId"))
        .zipWhen(_ -> TagNames.meant(session, user, tagged(tags.value().orElse(List.of()))))
        .map(found -> with(found.getT1().getT1(), found.getT1().getT2(), found.getT2()));
  }

  private Edit with(Map<UUID, UUID> categories, Map<UUID, UUID> merchants, Set<String> names) {
    return new Edit(
        new Field<>(categoryId.present(), categoryId.value().map(categories::get)),
        description,
        new Field<>(merchantId.present(), merchantId.value().map(merchants::get)),
        note,
        new Field<>(tags.present(), tags.value().map(_ -> List.copyOf(names))),
        excluded,
        amount,
        date);
  }

  private static <T> Optional<T> given(Field<T> field, String name) {
    if (field.present() && field.value().isEmpty()) {
      throw new Rejection(
          TransactionsProblem.VALUE_REQUIRED, name + ": null (expected: a value)", "/" + name);
    }
    return field.value();
  }

  /** An empty note is no note. */
  static Optional<String> noted(Optional<String> note) {
    Optional<String> given = note.map(String::strip).filter(text -> !text.isEmpty());
    if (given.filter(text -> text.length() > LONGEST_NOTE || text.indexOf('\0') >= 0).isPresent()) {
      throw new Rejection(
          ProblemType.INVALID_TEXT,
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
          ProblemType.INVALID_TEXT,
          "description: not usable (expected: 1 to " + LONGEST_DESCRIPTION + " characters, no NUL)",
          "/description");
    }
    return description.strip();
  }

  /** Names of tags, each once. */
  static Set<String> tagged(List<String> tags) {
    Map<String, String> names = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      String tag = tags.get(i) == null ? "" : CanonicalName.trimmed(tags.get(i));
      String form = CanonicalName.of(tag);
      if (form.isEmpty() || tag.length() > LONGEST_TAG || tag.matches("(?s).*[,\0].*")) {
        throw new Rejection(
            TransactionsProblem.INVALID_TAG,
            "tags: not usable (expected: 1 to "
                + LONGEST_TAG
                + " characters each, some of them visible, no comma, no NUL)",
            "/tags/" + i);
      }
      names.putIfAbsent(form, tag);
    }
    if (names.size() > MOST_TAGS) {
      throw new Rejection(
          TransactionsProblem.TOO_MANY_TAGS,
          "tags: " + names.size() + " (expected: at most " + MOST_TAGS + ")",
          "/tags");
    }
    return new TreeSet<>(names.values());
  }
}
