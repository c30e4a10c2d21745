package florin.journal.test;

import florin.journal.migration.Migrations;
import florin.journal.settings.JournalProperties;
import florin.journal.setup.ConnectionPools;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Pieces of the runtime over a test's database, built by hand as a new process would. */
public final class RuntimeParts {

  private RuntimeParts() {}

  public static JournalProperties properties(Map<String, Object> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("florin.journal", JournalProperties.class)
        .get();
  }

  public static Migrations migrations(Map<String, Object> settings) {
    return new Migrations(properties(settings));
  }

  public static ConnectionPools pools(Map<String, Object> settings) {
    return new ConnectionPools(properties(settings));
  }
}
