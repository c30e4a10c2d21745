package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Clients that openapi-generator makes of a document. Its tools are there in {@code -Plong} only.
 */
final class GeneratedClients {

  private static final Path TOOLS = Path.of("target", "client-generator").toAbsolutePath();
  private static final Path LIBRARIES = Path.of("target", "client-libraries").toAbsolutePath();
  private static final Path USE = Path.of("src", "test", "client").toAbsolutePath();
  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

  private final Path folder;
  private final Path document;

  private GeneratedClients(Path folder, String document) throws IOException {
    this.folder = folder;
    this.document = Files.writeString(folder.resolve("openapi.json"), document);
  }

  static boolean available() {
    return Files.isDirectory(TOOLS) && Files.isDirectory(LIBRARIES);
  }

  /** Both clients compile, and the Java one reads what the user reads. */
  static void demand(Path folder, URI gateway, Client user)
      throws IOException, InterruptedException {
    GeneratedClients clients = new GeneratedClients(folder, Client.document(gateway).toString());
    JsonNode newest = user.get("/api/transactions?limit=1").body().get("items").get(0);
    String id = newest.get("id").asString();
    assertThat(clients.useJava(gateway.toString(), user.token(), id))
        .containsExactly(
            newest.at("/amount/amount").asString() + " " + newest.at("/amount/currency").asString(),
            newest.get("date").asString(),
            "Of a generated client",
            "404");
    clients.compileTypeScript();
  }

  /** Generates, compiles and runs the Java client; its output, line by line. */
  private List<String> useJava(String... arguments) throws IOException, InterruptedException {
    Path client = folder.resolve("java");
    generate(
        "java",
        client,
        "--library=native",
        "--additional-properties=openApiNullable=false,useJakartaEe=true,invokerPackage=florin.client,"
            + "apiPackage=florin.client.api,modelPackage=florin.client.model");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path sources = folder.resolve("sources.txt");
    Files.write(
        sources, Stream.of(client.resolve("src/main/java"), USE).flatMap(this::java).toList());
    run(
        JDK.resolve("javac").toString(),
        "-proc:none",
        "-nowarn",
        "-cp",
        LIBRARIES + File.separator + "*",
        "-d",
        classes.toString(),
        "@" + sources);
    List<String> command = new ArrayList<>();
    command.add(JDK.resolve("java").toString());
    command.add("-cp");
    command.add(classes + File.pathSeparator + LIBRARIES + File.separator + "*");
    command.add("UseOfClient");
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new)).lines().toList();
  }

  /** Generates the TypeScript client and compiles it with all strict checks. */
  private void compileTypeScript() throws IOException, InterruptedException {
    Path client = folder.resolve("typescript");
    generate("typescript-fetch", client, "--additional-properties=supportsES6=true");
    Path node = TOOLS.resolve("driver/linux/node");
    boolean runs =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
            && System.getProperty("os.arch").equals("amd64");
    if (!runs) {
      System.out.println(
          "The TypeScript client is generated, not compiled: no Node for this system.");
      return;
    }
    node.toFile().setExecutable(true);
    run(
        node.toString(),
        TOOLS.resolve("typescript/lib/tsc.js").toString(),
        "--noEmit",
        "--strict",
        "--target",
        "es2022",
        "--module",
        "esnext",
        "--moduleResolution",
        "bundler",
        "--lib",
        "es2022,dom",
        client.resolve("index.ts").toString());
  }

  private void generate(String generator, Path client, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                JDK.resolve("java").toString(),
                "-jar",
                generatorJar().toString(),
                "generate",
                "-g",
                generator,
                "-i",
                document.toString(),
                "-o",
                client.toString(),
                "--global-property",
                "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"));
    command.addAll(List.of(options));
    run(command.toArray(String[]::new));
  }

  private static Path generatorJar() throws IOException {
    try (Stream<Path> files = Files.list(TOOLS)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }

  private Stream<String> java(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).toList().stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(
          String.join(" ", command)
              + " failed:\n"
              + output.substring(Math.max(0, output.length() - 4_000)));
    }
    return output;
  }
}
