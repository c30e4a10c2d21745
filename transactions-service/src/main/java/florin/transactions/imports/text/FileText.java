package florin.transactions.imports.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.FileSetting.Reading;
import florin.transactions.imports.read.ReadOptions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The characters of a file, with the encoding and the messages of the decoding. */
public record FileText(String text, FileSetting encoding, List<FileMessage> messages) {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Set<String> EAST_ASIAN =
      Set.of("Shift_JIS", "EUC-JP", "EUC-KR", "GB18030", "Big5", "ISO-2022-JP");

  /** Letters beyond ASCII that files of Western European languages contain, by language group. */
  private static final List<String> WESTERN =
      List.of(
          "äöüÄÖÜßéèêëàâçîïôœûùÿÉÈÊËÀÂÇÎÏÔŒÛÙñÑáíóúÁÍÓÚ¿¡ãõÃÕ", "àèéìòùÀÈÉÌÒÙ", "åäöÅÄÖæøÆØéÉüÜ");

  private static final String SIGNS = "€£¥¢§°´«»ºª–—‘’“”„…·•®©™±½¼¾²³µ\u00a0\u00ad";
  private static final Pattern DECLARED_CHARSET =
      Pattern.compile("(?i)(?:CHARSET:\\s*|encoding=[\"'])([A-Za-z0-9_-]{1,30})");

  public static FileText of(byte[] bytes, ReadOptions options) {
    Optional<Charset> chosen = options.value(ReadOptions.ENCODING).flatMap(FileText::charset);
    if (chosen.isPresent()) {
      FileSetting setting = FileSetting.of(options, ReadOptions.ENCODING, chosen.get().name());
      return decoded(bytes, chosen.get(), setting);
    }
    Optional<Charset> marked = marked(bytes);
    if (marked.isPresent()) {
      return decoded(bytes, marked.get(), detected(marked.get()));
    }
    if (strictly(bytes, StandardCharsets.UTF_8).isPresent() || mostlyUtf8(bytes)) {
      return decoded(bytes, StandardCharsets.UTF_8, detected(StandardCharsets.UTF_8));
    }
    return singleByte(bytes);
  }

  static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static FileSetting detected(Charset charset) {
    return new FileSetting(ReadOptions.ENCODING, Origin.DETECTED, charset.name(), List.of());
  }

  private static Optional<Charset> marked(byte[] bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    int pairs = Math.min(bytes.length, 4_000) / 2;
    int even = 0;
    int odd = 0;
    for (int i = 0; i < pairs; i++) {
      even += bytes[2 * i] == 0 ? 1 : 0;
      odd += bytes[2 * i + 1] == 0 ? 1 : 0;
    }
    if (pairs >= 2 && odd > pairs * 0.6 && even < pairs * 0.1) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (pairs >= 2 && even > pairs * 0.6 && odd < pairs * 0.1) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return Optional.empty();
  }

  private static boolean starts(byte[] bytes, int... first) {
    for (int i = 0; i < first.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xFF) != first[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException unfit) {
      return Optional.empty();
    }
  }

  /** Whether the valid sequences of UTF-8 outnumber the broken ones, or a lone byte is broken. */
  private static boolean mostlyUtf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long broken = text.chars().filter(c -> c == 0xFFFD).count();
    long valid = text.chars().filter(c -> c > 0x7F && c != 0xFFFD).count();
    return valid > broken || (broken == 1 && bytes.length > 20_000);
  }

  private static FileText singleByte(byte[] bytes) {
    byte[] sample = highLines(bytes);
    String declared = declared(bytes);
    List<String> candidates = candidates(sample);
    String text = new String(sample, WINDOWS_1252);
    boolean western =
        WESTERN.stream()
            .anyMatch(
                group ->
                    text.chars()
                        .filter(c -> c > 0x7F)
                        .allMatch(c -> group.indexOf(c) >= 0 || SIGNS.indexOf(c) >= 0));
    boolean declares = declared.equals("1252") || declared.equalsIgnoreCase("windows-1252");
    if (western || declares) {
      return decoded(bytes, WINDOWS_1252, detected(WINDOWS_1252));
    }
    if (!declared.isEmpty()) {
      Optional<Charset> named =
          charset(declared).or(() -> charset("windows-" + declared)).filter(c -> c.canEncode());
      if (named.isPresent() && strictly(bytes, named.get()).isPresent()) {
        return decoded(bytes, named.get(), detected(named.get()));
      }
    }
    List<Reading> readings = new ArrayList<>();
    for (String candidate : candidates) {
      charset(candidate)
          .ifPresent(c -> readings.add(new Reading(candidate, sampleOf(sample, c), "", "")));
    }
    Charset assumed = charset(candidates.getFirst()).orElse(WINDOWS_1252);
    return decoded(
        bytes,
        assumed,
        new FileSetting(ReadOptions.ENCODING, Origin.NEEDED, assumed.name(), readings));
  }

  private static String declared(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.ISO_8859_1);
    var found = DECLARED_CHARSET.matcher(start);
    boolean lies = !found.find() || found.group(1).toUpperCase(Locale.ROOT).startsWith("UTF");
    return lies || found.group(1).equalsIgnoreCase("NONE") ? "" : found.group(1);
  }

  /** The lines that have bytes beyond ASCII, as far as they fit into a sample. */
  private static byte[] highLines(byte[] bytes) {
    byte[] sample = new byte[Math.min(bytes.length, 64_000)];
    int size = 0;
    int begin = 0;
    boolean high = false;
    for (int i = 0; i < bytes.length && size < sample.length; i++) {
      high |= bytes[i] < 0;
      if (bytes[i] == '\n' || i == bytes.length - 1) {
        if (high) {
          int length = Math.min(i + 1 - begin, sample.length - size);
          System.arraycopy(bytes, begin, sample, size, length);
          size += length;
        }
        begin = i + 1;
        high = false;
      }
    }
    return Arrays.copyOf(sample, size);
  }

  private static List<String> candidates(byte[] sample) {
    Set<String> names = new LinkedHashSet<>();
    CharsetMatch[] matches = new CharsetDetector().setText(sample).detectAll();
    for (CharsetMatch match : matches) {
      if (EAST_ASIAN.contains(match.getName())
          && match.getConfidence() >= 10
          && charset(match.getName()).flatMap(c -> strictly(sample, c)).isPresent()) {
        names.add(match.getName());
      }
    }
    if (names.isEmpty()) {
      names.add("windows-1252");
    }
    for (String name : List.of("windows-1252", "windows-1250", "windows-1251", "Shift_JIS")) {
      if (charset(name).isPresent()) {
        names.add(name);
      }
    }
    for (CharsetMatch match : matches) {
      if (names.size() < 8 && charset(match.getName()).isPresent()) {
        names.add(match.getName());
      }
    }
    return List.copyOf(names);
  }

  private static String sampleOf(byte[] sample, Charset charset) {
    return new String(sample, 0, Math.min(sample.length, 200), charset).strip();
  }

  private static FileText decoded(byte[] bytes, Charset charset, FileSetting encoding) {
    String text = new String(bytes, charset);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    List<FileMessage> messages = new ArrayList<>();
    int line = 1;
    int broken = 0;
    int nuls = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\uFFFD' && broken++ < 100) {
        messages.add(new FileMessage(line, "A byte does not fit the encoding; read as U+FFFD."));
      }
      nuls += c == 0 ? 1 : 0;
      line += c == '\n' ? 1 : 0;
    }
    if (broken > 100) {
      messages.add(new FileMessage(0, broken + " bytes do not fit the encoding."));
    }
    if (nuls > 0) {
      messages.add(new FileMessage(0, nuls + " NUL characters were left out."));
      text = text.replace("\0", "");
    }
    return new FileText(text, encoding, messages);
  }
}
