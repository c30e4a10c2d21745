package florin.transactions.imports;

import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import florin.transactions.imports.store.ImportChunks;
import florin.transactions.problem.TransactionsProblem;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.codec.multipart.PartEventHttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The file of a multipart request, received part by part. */
final class UploadedFile {

  /** The largest file in bytes; it is compressed in memory, so that it fits into a small heap. */
  static final long LARGEST = 100L * 1024 * 1024;

  private static final int LONGEST_NAME = 200;

  private final MessageDigest digest;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private Optional<String> name = Optional.empty();
  private boolean ended;
  private long size;
  private int parts;

  /** Stores a part of the file. */
  @FunctionalInterface
  interface PartWriter {
    Mono<Void> write(int part, byte[] bytes);
  }

  private UploadedFile() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Receives the first file of a request.
   *
   * @param writer of every part but the last, which stays in memory
   */
  static Mono<UploadedFile> receive(ServerHttpRequest request, PartWriter writer) {
    if (!multipart(request)) {
      return Mono.error(
          new Rejection(
              TransactionsProblem.IMPORT_NOT_MULTIPART,
              "Content-Type: not multipart/form-data with a boundary (expected: a part 'file')",
              "Content-Type"));
    }
    UploadedFile file = new UploadedFile();
    Flux<PartEvent> events =
        new PartEventHttpMessageReader()
            .read(ResolvableType.forClass(PartEvent.class), request, java.util.Map.of());
    return events
        .concatMap(event -> file.add(event, writer), 1)
        .onErrorMap(UploadedFile::malformed, UploadedFile::refusal)
        .then(Mono.defer(() -> file.finished()));
  }

  private static boolean multipart(ServerHttpRequest request) {
    try {
      MediaType type = request.getHeaders().getContentType();
      return type != null
          && type.getType().equals("multipart")
          && type.getSubtype().equals("form-data")
          && type.getParameter("boundary") != null;
    } catch (InvalidMediaTypeException malformed) {
      return false;
    }
  }

  private static boolean malformed(Throwable failure) {
    return failure instanceof DecodingException
        || failure instanceof DataBufferLimitException
        || failure instanceof IllegalArgumentException
        || failure instanceof IllegalStateException;
  }

  private static Throwable refusal(Throwable malformed) {
    return new Rejection(
        ProblemType.INVALID_REQUEST.code(),
        "body: not readable as multipart/form-data (expected: a part 'file')");
  }

  private Mono<Void> add(PartEvent event, PartWriter writer) {
    DataBuffer content = event.content();
    if (!(event instanceof FilePartEvent part) || ended) {
      DataBufferUtils.release(content);
      return Mono.empty();
    }
    if (name.isEmpty()) {
      name = Optional.of(shown(part.filename()));
    }
    ended = event.isLast();
    byte[] bytes = new byte[content.readableByteCount()];
    content.read(bytes);
    DataBufferUtils.release(content);
    size += bytes.length;
    if (size > LARGEST) {
      return Mono.error(
          new Rejection(
              ProblemType.TOO_LARGE.code(),
              "file: more than " + LARGEST + " bytes (expected: at most " + LARGEST + ")"));
    }
    digest.update(bytes);
    open.writeBytes(bytes);
    if (open.size() < ImportChunks.PART) {
      return Mono.empty();
    }
    byte[] full = open.toByteArray();
    open.reset();
    return Mono.defer(() -> writer.write(parts++, full));
  }

  private Mono<UploadedFile> finished() {
    return size == 0
        ? Mono.error(
            new Rejection(
                TransactionsProblem.IMPORT_FILE_MISSING,
                "file: missing or empty (expected: a part with a file name and content)",
                "/file"))
        : Mono.just(this);
  }

  private static String shown(String given) {
    String base = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    StringBuilder shown = new StringBuilder();
    base.codePoints()
        .limit(LONGEST_NAME)
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
        .forEach(shown::appendCodePoint);
    String name = shown.toString().strip();
    return name.isEmpty() ? "file" : name;
  }

  String name() {
    return name.orElse("file");
  }

  long size() {
    return size;
  }

  /** How many parts were written. */
  int parts() {
    return parts;
  }

  /** The last part, which was not written. */
  byte[] rest() {
    return open.toByteArray();
  }

  byte[] hash() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
