package florin.gateway.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one HTML page: its template with the addresses of all modules, and the content security
 * policy that allows its import map, the only inline script, by hash.
 */
record IndexPage(String html, String policy) {

  private static final String TEMPLATE = "index.html";
  private static final Set<String> FIRST_PAGES =
      Set.of("app/pages/login.js", "app/pages/dashboard.js", "app/pages/dashboard-data.js");

  static IndexPage of(WebFiles files) {
    var assets = assets(files);
    var importMap =
        """
        {"imports":{"preact":"%1$s/vendor/preact.module.js","preact/hooks":"%1$s/vendor/hooks.module.js",\
        "htm":"%1$s/vendor/htm.module.js","uplot":"%1$s/vendor/uPlot.esm.js"}}\
        """
            .formatted(assets);
    var preloads =
        files.all().stream()
            .filter(file -> file.isModule() && isNeededFirst(file.name()))
            .map(file -> "<link rel=\"modulepreload\" href=\"" + assets + "/" + file.name() + "\">")
            .collect(Collectors.joining("\n    "));
    var template = files.find(TEMPLATE).map(WebFile::content).orElseGet(() -> new byte[0]);
    var html =
        new String(template, StandardCharsets.UTF_8)
            .replace("@IMPORTMAP@", importMap)
            .replace("@MODULES@", preloads)
            .replace("@ASSETS@", assets);
    return new IndexPage(html, policy(importMap));
  }

  /** The other pages are loaded once the first one is drawn. */
  private static boolean isNeededFirst(String name) {
    return !name.startsWith("app/pages/") || FIRST_PAGES.contains(name);
  }

  static String assets(WebFiles files) {
    return "/assets/" + files.digest();
  }

  private static String policy(String importMap) {
    return "default-src 'none'; script-src 'self' 'sha256-"
        + sha256(importMap)
        + "'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action"
        + " 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types"
        + " 'none'";
  }

  private static String sha256(String text) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
