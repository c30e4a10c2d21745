package florin.transactions.imports.detect;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small files in the layouts of banks and budgeting tools, each with the result of reading it in a
 * text file of the same name.
 */
class BankFilesTests {

  private static final String RESULT = ".expected";

  static List<String> files() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(RESULT))
          .sorted()
          .toList();
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(BankFilesTests.class.getResource("/imports")).toURI());
  }

  @ParameterizedTest
  @MethodSource("files")
  void reads(String name) throws Exception {
    ReadFile file = FileReader.read(Files.readAllBytes(folder().resolve(name)), ReadOptions.NONE);
    assertThat(lines(file))
        .containsExactlyElementsOf(Files.readAllLines(folder().resolve(name + RESULT)));
  }

  static List<String> lines(ReadFile file) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Stream.concat(
                Stream.of(file.format() + " " + file.profile()),
                file.settings().stream()
                    .filter(setting -> setting.origin() == Origin.NEEDED)
                    .map(FileSetting::name))
            .reduce((a, b) -> a + " needs " + b)
            .orElseThrow()
            .strip());
    file.settings().stream()
        .filter(setting -> setting.name().equals(ReadOptions.ENCODING))
        .forEach(setting -> lines.add("encoding " + setting.value()));
    file.accounts().forEach(account -> lines.add(line(account)));
    file.rows().forEach(row -> lines.add(line(row)));
    file.messages().forEach(m -> lines.add("message " + m.line() + ": " + m.text()));
    return lines;
  }

  private static String line(FileAccount account) {
    return String.join(
            " | ",
            "account " + account.name(),
            account.type(),
            account.currency(),
            account.balance().map(Object::toString).orElse(""),
            account.balanceDate().map(Object::toString).orElse(""))
        .strip();
  }

  private static String line(FileRow row) {
    if (row.status() != Status.READABLE) {
      return row.line() + " " + row.status() + ": " + row.reason();
    }
    Values values = row.values().orElseThrow();
    List<String> parts = new ArrayList<>();
    parts.add(
        row.line()
            + " "
            + values.date()
            + " "
            + values.amount().toPlainString()
            + " "
            + values.currency());
    parts.add(values.text());
    add(parts, "note", values.note());
    add(parts, "account", values.account());
    add(parts, "category", values.category());
    add(parts, "id", values.externalId());
    values.balance().ifPresent(balance -> add(parts, "balance", balance.toPlainString()));
    Details details = values.details();
    details.valueDate().ifPresent(day -> add(parts, "value", day.toString()));
    add(parts, "check", details.checkNumber());
    details.originalAmount().ifPresent(amount -> add(parts, "original", amount.toPlainString()));
    add(parts, "currency", details.originalCurrency());
    add(parts, "to", details.transferAccount());
    add(parts, "tags", String.join("+", details.tags()));
    values
        .parts()
        .forEach(
            part ->
                add(
                    parts,
                    "part",
                    part.amount().toPlainString() + " " + part.category() + " " + part.note()));
    return String.join(" | ", parts).replace("\r", "\\r").replace("\n", "\\n");
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isBlank()) {
      parts.add(name + " " + value.strip());
    }
  }
}
