package florin.local.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code florin-import [-a ACCOUNT_ID] FILE...}: uploads each file and commits it if nothing is
 * left to choose; otherwise its preview stays. An archive of a household is restored instead. The
 * exit code is 0 if all files were imported.
 */
public final class FileImports {

  private static final String USAGE =
      """
      usage: florin-import [-a ACCOUNT_ID] FILE...
        -a  account of rows whose account the file does not name
      A .zip file is an archive of a household, which is restored in an empty one.
      FLORIN_TOKEN is an access token; without it FLORIN_USER and FLORIN_PASSWORD log in.
      FLORIN_URL is the address of the gateway, by default the local one.
      """;

  private final ApiClient api;
  private final Optional<String> account;

  FileImports(ApiClient api, Optional<String> account) {
    this.api = api;
    this.account = account;
  }

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(List.of(arguments), System.getenv()));
  }

  static int run(List<String> arguments, Map<String, String> environment)
      throws InterruptedException {
    List<String> files = new ArrayList<>(arguments);
    String address = environment.getOrDefault("FLORIN_URL", "");
    if (files.size() >= 2 && files.getFirst().equals("--url")) {
      address = address.isEmpty() ? files.get(1) : address;
      files = files.subList(2, files.size());
    }
    Optional<String> account = Optional.empty();
    if (files.size() >= 2 && files.getFirst().equals("-a")) {
      account = Optional.of(files.get(1));
      files = files.subList(2, files.size());
    }
    if (files.isEmpty() || files.getFirst().startsWith("-")) {
      System.err.print(USAGE);
      return 2;
    }
    try {
      ApiClient api = ApiClient.of(URI.create(address), environment);
      return new FileImports(api, account).all(files) ? 0 : 1;
    } catch (RefusedRequest | IOException failed) {
      System.err.println("florin-import: " + failed.getMessage());
      return 1;
    }
  }

  private boolean all(List<String> files) throws InterruptedException {
    boolean imported = true;
    for (String file : files) {
      try {
        imported &= one(file);
      } catch (RefusedRequest | IOException failed) {
        System.err.println(file + ": " + failed.getMessage());
        imported = false;
      }
    }
    return imported;
  }

  private boolean one(String file) throws IOException, InterruptedException {
    if (!ArchiveFile.hasItsSuffix(Path.of(file))) {
      System.out.println(file + ": " + summary(imported(Path.of(file))));
      return true;
    }
    try (ArchiveFile archive = ArchiveFile.open(Path.of(file))) {
      ArchiveRequests restored = new ArchiveImport(archive, api).run();
      restored.refusals().forEach(System.err::println);
      System.out.println(file + ": " + restored.summary());
      return restored.complete();
    }
  }

  private JsonNode imported(Path file) throws IOException, InterruptedException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IOException("cannot be read (expected: a file)");
    }
    JsonNode preview = settled(api.upload(file));
    String path = "/api/imports/" + preview.path("id").asString();
    @Nullable String target = account.orElse(null);
    if (target != null && preview.path("accounts").valueStream().anyMatch(FileImports::needed)) {
      preview = api.send("PATCH", path, "{\"accountId\":\"" + target + "\"}");
    }
    return settled(api.send("POST", path + "/commit", ""));
  }

  private static boolean needed(JsonNode fileAccount) {
    return fileAccount.path("origin").asString("").equals("needed");
  }

  /** The import once it is neither being read nor being committed. */
  private JsonNode settled(JsonNode started) throws IOException, InterruptedException {
    JsonNode now = started;
    while (now.path("state").asString("").matches("reading|committing")) {
      Thread.sleep(500);
      now = api.send("GET", "/api/imports/" + now.path("id").asString(), "");
    }
    if (now.path("state").asString("").equals("failed")) {
      throw new IOException(now.path("failure").asString("failed"));
    }
    return now;
  }

  private static String summary(JsonNode imported) {
    JsonNode result = imported.path("result");
    return ("%d of %d records added, %d known, %d linked, %d removed before, %d look like another,"
            + " %d skipped, %d undecided, %d unreadable, %d no transactions")
        .formatted(
            result.path("added").asInt(),
            imported.path("counts").path("records").asInt(),
            result.path("known").asInt(),
            result.path("linked").asInt(),
            result.path("removedBefore").asInt(),
            result.path("looksLike").asInt(),
            result.path("skipped").asInt(),
            result.path("undecided").asInt(),
            result.path("unreadable").asInt(),
            result.path("notATransaction").asInt());
  }
}
