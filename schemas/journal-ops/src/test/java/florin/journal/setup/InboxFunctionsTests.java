package florin.journal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class InboxFunctionsTests {

  @Test
  void makesTheBindingsOfTheServicesThatAreRead() {
    assertThat(InboxFunctions.bindings(List.of("provider-sync", "accounts")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "spring.cloud.function.definition", "providerSyncEvents;accountsEvents",
                "spring.cloud.stream.bindings.providerSyncEvents-in-0.destination",
                    "provider-sync.events",
                "spring.cloud.stream.bindings.accountsEvents-in-0.destination", "accounts.events"));
  }

  @Test
  void bindsNothingWhereNothingIsRead() {
    assertThat(InboxFunctions.bindings(List.of())).isEmpty();
  }

  @Test
  void refusesAServiceWithoutATopic() {
    assertThatThrownBy(() -> InboxFunctions.bindings(List.of("acounts")))
        .hasMessageContaining("acounts.events");
  }

  @Test
  void readsTheListFromOneLineOrSeveral() {
    assertThat(reads(Map.of("florin.journal.reads", "accounts, transactions")))
        .containsExactly("accounts", "transactions");
    assertThat(
            reads(
                Map.of(
                    "florin.journal.reads[0]", "accounts", "florin.journal.reads[1]", "planning")))
        .containsExactly("accounts", "planning");
    assertThat(reads(Map.of())).isEmpty();
  }

  private static List<String> reads(Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return InboxFunctions.reads(environment);
  }
}
