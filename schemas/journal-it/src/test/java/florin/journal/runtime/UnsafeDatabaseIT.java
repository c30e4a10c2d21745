package florin.journal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.migration.Migrations;
import florin.journal.migration.UnsafeDatabase;
import florin.journal.settings.JournalProperties;
import florin.journal.test.TestPlatform;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class UnsafeDatabaseIT {

  private final TestPlatform platform = TestPlatform.of("planning");

  private Migrations migrations() {
    return new Migrations(
        new Binder(new MapConfigurationPropertySource(platform.settings()))
            .bind("florin.journal", JournalProperties.class)
            .get());
  }

  @Test
  void isRefusedWhenItCouldLoseWhatItAcknowledged() {
    platform.execute("alter role planning_owner set synchronous_commit = off");
    try {
      assertThatThrownBy(() -> migrations().run())
          .isInstanceOf(UnsafeDatabase.class)
          .hasMessageContaining("synchronous_commit: off (expected: on)");
      assertThat(platform.query("select nspname from pg_namespace where nspname = 'journal'"))
          .isEmpty();
    } finally {
      platform.execute("alter role planning_owner reset synchronous_commit");
    }
  }

  @Test
  void isRefusedWhenARoleSeesPastRowLevelSecurity() {
    platform.execute("alter role planning_app bypassrls");
    try {
      assertThatThrownBy(() -> migrations().run())
          .isInstanceOf(UnsafeDatabase.class)
          .hasMessageContaining("planning_app");
    } finally {
      platform.execute("alter role planning_app nobypassrls");
    }
  }
}
