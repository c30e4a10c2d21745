package florin.journal.web;

import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Page cursors: the last row's sort values and the hash of the filters they belong to, signed
 * (HMAC-SHA256, 128 bits kept), so that a client can neither build one nor use it in another query
 * or another user.
 */
public final class Cursors {

  /** The default number of rows of a page. */
  public static final int DEFAULT_LIMIT = 50;

  /** Rows of a page at most. */
  public static final int MAX_LIMIT = 500;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC = 16;
  private static final String SEPARATOR = "\u001f";

  private final SecretKeySpec key;

  public Cursors(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * @param query everything that makes up the list: user, filters, sort; not the limit
   */
  public String after(String query, List<String> values) {
    byte[] body = String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8);
    byte[] signed = Arrays.copyOf(mac(query, body), MAC + body.length);
    System.arraycopy(body, 0, signed, MAC, body.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /**
   * A page of rows that were read with one more than requested.
   *
   * @param query as for {@link #after}
   * @param place the sort values of a row
   */
  public <T> Page<T> page(String query, List<T> read, int limit, Function<T, List<String>> place) {
    if (read.size() <= limit) {
      return new Page<>(read, null);
    }
    List<T> items = List.copyOf(read.subList(0, limit));
    return new Page<>(items, after(query, place.apply(items.getLast())));
  }

  /**
   * A page of a list that is read as a whole: all of it unless a limit is given.
   *
   * @param query as for {@link #after}
   * @param key identifies an item of the list
   */
  public <T> Page<T> part(
      String query,
      List<T> whole,
      @Nullable Integer limit,
      @Nullable String cursor,
      Function<T, String> key) {
    int size = limit == null ? whole.size() : limit(limit);
    int from = cursor == null ? 0 : start(values(query, cursor), whole, key);
    List<T> rest = whole.subList(from, whole.size());
    return page(
        query,
        rest.subList(0, Math.min(rest.size(), size + 1)),
        size,
        last -> List.of(Integer.toString(from + size), key.apply(last)));
  }

  /** After the last item of the page before; if that item was removed, at the place it had. */
  private static <T> int start(List<String> place, List<T> whole, Function<T, String> key) {
    int end = Integer.parseInt(place.getFirst());
    if (end <= whole.size() && key.apply(whole.get(end - 1)).equals(place.getLast())) {
      return end;
    }
    for (int i = 0; i < whole.size(); i++) {
      if (key.apply(whole.get(i)).equals(place.getLast())) {
        return i + 1;
      }
    }
    return Math.min(end - 1, whole.size());
  }

  /**
   * The values that {@link #after} was given.
   *
   * @throws Rejection {@code invalid-cursor} if it is damaged or of another query
   */
  public List<String> values(String query, String cursor) {
    byte[] signed = decoded(cursor);
    if (signed.length < MAC) {
      throw invalid();
    }
    byte[] body = Arrays.copyOfRange(signed, MAC, signed.length);
    if (!MessageDigest.isEqual(Arrays.copyOf(signed, MAC), mac(query, body))) {
      throw invalid();
    }
    return List.of(new String(body, StandardCharsets.UTF_8).split(SEPARATOR, -1));
  }

  /**
   * The requested page size.
   *
   * @throws Rejection {@code invalid-parameter} outside 1 to {@link #MAX_LIMIT}
   */
  public static int limit(@Nullable Integer asked) {
    if (asked == null) {
      return DEFAULT_LIMIT;
    }
    if (asked < 1 || asked > MAX_LIMIT) {
      throw new Rejection(
          ProblemType.INVALID_PARAMETER.code(),
          "limit: '" + asked + "' (expected: 1 to " + MAX_LIMIT + ")",
          "limit");
    }
    return asked;
  }

  private static byte[] decoded(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException damaged) {
      throw invalid();
    }
  }

  private byte[] mac(String query, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(query.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(body), MAC);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Rejection invalid() {
    return new Rejection(
        ProblemType.INVALID_CURSOR.code(),
        "cursor: not one of this query (expected: 'next' of the page before, with the same"
            + " filters)",
        "cursor");
  }
}
