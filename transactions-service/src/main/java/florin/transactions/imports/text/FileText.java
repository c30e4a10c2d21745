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
import java.util.function.Predicate;
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
  private static final Pattern SIGN_IN_WORD =
      Pattern.compile("\\p{L}[€£¥¢§°«»–—‘“”„…•®©™±½¼¾²³µ]\\p{L}");
  private static final List<String> TITLED =
      List.of(
          "windows-1250",
          "ISO-8859-2",
          "windows-1251",
          "Shift_JIS",
          "EUC-JP",
          "GB18030",
          "Big5",
          "EUC-KR",
          "x-MacRoman",
          "IBM850",
          "IBM852",
          "windows-1254",
          "windows-1257",
          "windows-1253");
  private static final Pattern CELL_END = Pattern.compile("[;,|\\t\\r\\n\"]");
  private static final String EAST =
      "\\p{IsHan}\\p{IsHangul}\\p{IsHiragana}\\p{IsKatakana}\u30fc\uff61-\uff9f";

  /** Letters of East Asia beside Latin ones or alone, as they result from a wrong decoding. */
  private static final Pattern MIXED =
      Pattern.compile(
          "[A-Za-z?]["
              + EAST
              + "]|["
              + EAST
              + "][a-z]|[^"
              + EAST
              + "]["
              + EAST
              + "](?!["
              + EAST
              + "])");

  private static final Pattern DECLARED_CHARSET =
      Pattern.compile("(?i)(?:CHARSET:\\s*|encoding=[\"'])([A-Za-z0-9_-]{1,30})");

  /**
   * @param title whether a cell is the known title of a column
   */
  public static FileText of(byte[] bytes, ReadOptions options, Predicate<String> title) {
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
    return singleByte(bytes, title);
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

  private static FileText singleByte(byte[] bytes, Predicate<String> title) {
    byte[] sample = highLines(bytes);
    String declared = declared(bytes);
    boolean declares =
        declared.equals("1252") || declared.toUpperCase(Locale.ROOT).contains("8859-1");
    if (western(new String(sample, WINDOWS_1252)) || declares && !declared.endsWith("15")) {
      return decoded(bytes, WINDOWS_1252, detected(WINDOWS_1252));
    }
    Optional<Charset> sure =
        euro(sample).or(() -> declared(declared, bytes)).or(() -> byTitles(bytes, title));
    if (sure.isPresent()) {
      return decoded(bytes, sure.get(), detected(sure.get()));
    }
    List<String> candidates = candidates(sample);
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

  /** Whether all letters belong to one Western language and no sign is inside a word. */
  private static boolean western(String text) {
    return !SIGN_IN_WORD.matcher(text).find()
        && WESTERN.stream()
            .anyMatch(
                group ->
                    text.chars()
                        .filter(c -> c > 0x7F)
                        .allMatch(c -> group.indexOf(c) >= 0 || SIGNS.indexOf(c) >= 0));
  }

  /** The sign of the euro where Windows has a sign that is never used. */
  private static Optional<Charset> euro(byte[] sample) {
    return charset("ISO-8859-15")
        .filter(c -> new String(sample, WINDOWS_1252).indexOf('\u00a4') >= 0)
        .filter(c -> western(new String(sample, c)));
  }

  private static Optional<Charset> declared(String name, byte[] bytes) {
    return name.isEmpty()
        ? Optional.empty()
        : charset(name)
            .or(() -> charset("windows-" + name))
            .filter(Charset::canEncode)
            .filter(c -> strictly(bytes, c).isPresent());
  }

  /** The encoding in which titles beyond ASCII are known ones. */
  private static Optional<Charset> byTitles(byte[] bytes, Predicate<String> title) {
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, 8_000));
    long best = 0;
    Optional<Charset> found = Optional.empty();
    for (String name : TITLED) {
      Optional<Charset> charset = charset(name);
      if (charset.isPresent()) {
        long known =
            CELL_END
                .splitAsStream(new String(start, charset.get()))
                .map(String::strip)
                .filter(cell -> cell.chars().anyMatch(c -> c > 0x7F))
                .filter(title)
                .count();
        found = known > best ? charset : found;
        best = Math.max(best, known);
      }
    }
    return found;
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
          && charset(match.getName())
              .flatMap(c -> strictly(sample, c))
              .filter(FileText::eastAsian)
              .isPresent()) {
        names.add(match.getName());
      }
    }
    if (names.isEmpty()) {
      for (String name : List.of("windows-1252", "x-MacRoman", "IBM850")) {
        if (charset(name).filter(c -> western(new String(sample, c))).isPresent()) {
          names.add(name);
        }
      }
    }
    for (String name :
        List.of("windows-1252", "windows-1250", "windows-1251", "Shift_JIS", "x-MacRoman")) {
      if (charset(name).isPresent()) {
        names.add(name);
      }
    }
    for (CharsetMatch match : matches) {
      if (names.size() < 9 && charset(match.getName()).isPresent()) {
        names.add(match.getName());
      }
    }
    return List.copyOf(names);
  }

  private static boolean eastAsian(String text) {
    long letters = text.codePoints().filter(c -> c > 0x7F).count();
    return MIXED.matcher(text).results().count() * 10 < letters;
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
