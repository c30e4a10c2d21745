package florin.migrate.run.step;

import florin.migrate.client.FlorinClient;
import florin.migrate.plan.row.Vocabulary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The categories and merchants of a user by name; missing ones are created. */
public final class Categories {

  private static final int LONGEST = 100;

  private final FlorinUser user;
  private final Map<String, String> categories = new HashMap<>();
  private final Map<String, Optional<String>> merchants = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  public Categories(FlorinUser user) {
    this.user = user;
    user.client()
        .whole("/api/categories")
        .forEach(
            one -> {
              String id = one.path("id").asString();
              categories.putIfAbsent(Vocabulary.slug(one.path("name").asString()), id);
              if (one.path("label").isString()) {
                categories.put(Vocabulary.slug(one.path("label").asString()), id);
              }
            });
  }

  /** A slug as words: {@code FOOD_AND_DRINK} becomes {@code Food and drink}. */
  private static String shown(String name) {
    return name.matches("[A-Z0-9]+(_[A-Z0-9]+)*")
        ? cut(name.charAt(0) + name.substring(1).replace('_', ' ').toLowerCase(Locale.ROOT))
        : cut(name);
  }

  private static String cut(String name) {
    return Vocabulary.cut(name, LONGEST);
  }

  /** The category of a name or slug; empty if it is missing and nothing may be written. */
  public Optional<String> category(String name, StepChanges changes) {
    String slug = Vocabulary.slug(shown(name)); // by which the next run finds it
    if (!categories.containsKey(slug) && asked.add(slug)) {
      changes.change(
          "category " + name,
          () ->
              categories.put(
                  slug,
                  user.client()
                      .post("/api/categories", Map.of("name", shown(name)), user.id() + name)
                      .path("id")
                      .asString()));
    }
    return Optional.ofNullable(categories.get(slug));
  }

  /** The merchant of a name; empty if it is missing and nothing may be written. */
  public Optional<String> merchant(String name, StepChanges changes) {
    Optional<String> known = merchants.computeIfAbsent(name, this::find);
    if (known.isEmpty() && asked.add("merchant " + name)) {
      changes.change(
          "merchant " + name,
          () ->
              merchants.put(
                  name,
                  Optional.of(
                      user.client()
                          .post("/api/merchants", Map.of("name", cut(name)), user.id() + name)
                          .path("id")
                          .asString())));
    }
    return merchants.getOrDefault(name, Optional.empty());
  }

  private Optional<String> find(String name) {
    return user
        .client()
        .whole("/api/merchants?limit=50&q=" + FlorinClient.encoded(cut(name)))
        .stream()
        .filter(one -> one.path("name").asString("").equalsIgnoreCase(cut(name)))
        .map(one -> one.path("id").asString())
        .findFirst();
  }
}
