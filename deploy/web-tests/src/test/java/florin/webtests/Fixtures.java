package florin.webtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Recorded responses of a Florin with the demo household, and the moment of the recording. In the
 * file the first line is that moment; each further line is a request and its JSON, separated by a
 * tab.
 */
record Fixtures(Instant recordedAt, Map<String, String> responses) {

  private static final Path FILE = Path.of("src/test/resources/fixtures/demo-household.tsv");

  static Fixtures read() throws IOException {
    var lines = Files.readAllLines(FILE);
    var responses = new TreeMap<String, String>();
    for (var line : lines.subList(1, lines.size())) {
      var tab = line.indexOf('\t');
      responses.put(line.substring(0, tab), line.substring(tab + 1));
    }
    return new Fixtures(Instant.parse(lines.getFirst()), responses);
  }

  /** The response of a request such as {@code GET /api/accounts?limit=500}. */
  Optional<String> response(String request) {
    return Optional.ofNullable(responses.get(request));
  }

  void write() throws IOException {
    var lines = new ArrayList<String>();
    lines.add(recordedAt.toString());
    new TreeMap<>(responses).forEach((request, body) -> lines.add(request + "\t" + body));
    Files.createDirectories(FILE.getParent());
    Files.write(FILE, lines);
  }
}
