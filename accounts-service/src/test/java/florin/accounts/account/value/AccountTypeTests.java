package florin.accounts.account.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccountTypeTests {

  @Test
  void keepsAWordItsTypeListsAndCallsTheRestOther() {
    assertThat(AccountType.DEPOSITORY.subtype("Checking")).isEqualTo("checking");
    assertThat(AccountType.INVESTMENT.subtype(" 403B ")).isEqualTo("403b");
    assertThat(AccountType.CREDIT.subtype("credit card")).isEqualTo("credit card");
    assertThat(AccountType.CREDIT.subtype("checking")).isEqualTo("other");
    assertThat(AccountType.OTHER.subtype("moon base")).isEqualTo("other");
  }

  @Test
  void knowsItsOwnWordsOnly() {
    assertThat(AccountType.of("loan")).contains(AccountType.LOAN);
    assertThat(AccountType.of("LOAN")).isEmpty();
    assertThat(AccountType.of("brokerage")).isEmpty();
  }

  @Test
  void listsWhatTheTableAllows() throws IOException {
    Set<String> listed =
        Arrays.stream(AccountType.values())
            .flatMap(type -> type.subtypes().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    listed.add("other");
    String table = table();
    String check = table.substring(table.indexOf("subtype in ("), table.indexOf("provider_type"));
    assertThat(quoted(check)).isEqualTo(listed);
  }

  private static Set<String> quoted(String sql) {
    return Pattern.compile("'([^']+)'")
        .matcher(sql)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String table() throws IOException {
    try (var in = AccountTypeTests.class.getResourceAsStream("/db/view/V003__account.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
