package florin.webtests;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the Node of Playwright's driver, so that no machine needs one of its own. */
final class NodeCommand {

  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  static final Path WEB = ROOT.resolve("deploy/web");

  /** What a command wrote, and its exit code. */
  record Result(int exitCode, String output) {}

  private NodeCommand() {}

  static Result run(String... arguments) throws IOException, InterruptedException {
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    var node = Driver.ensureDriverInstalled(environment, false).driverDir().resolve(executable());
    var command = new ArrayList<>(List.of(node.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(WEB.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "en_US.UTF-8");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes());
    return new Result(process.waitFor(), output);
  }

  private static String executable() {
    return System.getProperty("os.name").startsWith("Windows") ? "node.exe" : "node";
  }
}
