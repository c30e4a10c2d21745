package florin.gateway.page;

import org.springframework.http.MediaType;

/** A file of the web UI, by its path below the folder of all of them. */
@SuppressWarnings("ArrayRecordComponent")
record WebFile(String name, byte[] content) {

  boolean isModule() {
    return name.endsWith(".js");
  }

  MediaType mediaType() {
    return MediaType.parseMediaType(
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "js" -> "text/javascript;charset=utf-8";
          case "css" -> "text/css;charset=utf-8";
          case "svg" -> "image/svg+xml";
          case "html" -> "text/html;charset=utf-8";
          default -> "application/octet-stream";
        });
  }
}
