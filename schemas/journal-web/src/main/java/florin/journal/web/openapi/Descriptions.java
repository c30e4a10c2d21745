package florin.journal.web.openapi;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;

/**
 * Descriptions of properties, parameters and tags that no annotation gives, from two files: one of
 * the runtime, for names that mean the same everywhere, and one of the service. Keys are {@code
 * Schema.property}, {@code GET /path parameter}, {@code tag Name}, or the bare name of a property
 * or parameter.
 */
public final class Descriptions {

  private static final String SERVICE = "openapi/service.properties";

  private final Properties texts = new Properties();
  private final Set<String> ofService = new TreeSet<>();
  private final Set<String> used = new HashSet<>();

  private Descriptions() {}

  /** The descriptions on the class path. */
  static Descriptions load() {
    Descriptions descriptions = new Descriptions();
    descriptions.read("openapi/runtime.properties");
    Properties runtime = new Properties();
    runtime.putAll(descriptions.texts);
    descriptions.read(SERVICE);
    descriptions.texts.stringPropertyNames().stream()
        .filter(key -> !Objects.equals(descriptions.texts.get(key), runtime.get(key)))
        .forEach(descriptions.ofService::add);
    return descriptions;
  }

  private void read(String path) {
    ClassPathResource file = new ClassPathResource(path);
    if (!file.exists()) {
      return;
    }
    try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The description of the first key that has one. */
  synchronized Optional<String> of(String... keys) {
    return List.of(keys).stream()
        .filter(texts::containsKey)
        .findFirst()
        .map(
            key -> {
              used.add(key);
              return texts.getProperty(key);
            });
  }

  /** Keys of the service's file that the document does not use. */
  public synchronized Set<String> unused() {
    Set<String> unused = new TreeSet<>(ofService);
    unused.removeAll(used);
    return unused;
  }
}
