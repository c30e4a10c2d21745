package florin.emulator.link;

import florin.emulator.household.value.Institution;
import florin.emulator.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The HTML of Hosted Link, without a script. */
final class LinkPages {

  private static final String LAYOUT =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Emulated Link</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 24rem; margin: 3rem auto; padding: 0 1rem; color: #17201d; background: #f5f7f6; }
        form { display: grid; gap: .6rem; }
        button { font: inherit; padding: .7rem 1rem; border: 1px solid #8b9993; border-radius: 8px; background: #fff; color: inherit; text-align: left; cursor: pointer; }
        small { color: #55615d; }
      </style>
      <h1>%s</h1>
      %s
      <p><small>This page belongs to the Plaid emulator. It asks for no password.</small></p>
      </html>
      """;
  private static final String LEAVE =
      "<button name=\"institution_id\" value=\"\">Cancel</button></form>";

  private LinkPages() {}

  static HttpReply chooseBank() {
    var banks =
        Arrays.stream(Institution.values())
            .map(
                bank ->
                    "<button name=\"institution_id\" value=\"%s\">%s</button>"
                        .formatted(bank.id(), bank.title()))
            .collect(Collectors.joining("\n"));
    return page(200, "Choose your bank", "<form method=\"post\">\n" + banks + "\n" + LEAVE);
  }

  static HttpReply signInAgain(String bank) {
    return page(
        200,
        bank,
        "<form method=\"post\"><button name=\"institution_id\" value=\"again\">Sign in"
            + " again</button>\n"
            + LEAVE);
  }

  static HttpReply done(String bank) {
    return page(200, "Done", "<p>You are signed in at " + bank + ". You can close this page.</p>");
  }

  static HttpReply left() {
    return page(200, "Cancelled", "<p>Nothing was linked. You can close this page.</p>");
  }

  static HttpReply expired() {
    return page(
        404,
        "This page has expired",
        "<p>Its link was used already, or it is too old. Begin again in the application.</p>");
  }

  private static HttpReply page(int status, String title, String body) {
    var html = LAYOUT.formatted(title, body).getBytes(StandardCharsets.UTF_8);
    return new HttpReply.Complete(
        status, "text/html;charset=utf-8", html, Map.of("Cache-Control", "no-store"));
  }
}
