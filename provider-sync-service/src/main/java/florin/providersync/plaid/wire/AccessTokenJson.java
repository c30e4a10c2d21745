package florin.providersync.plaid.wire;

import florin.providersync.provider.AccessToken;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Lets this adapter's mapper, and no other, write and read an access token. */
final class AccessTokenJson {

  private AccessTokenJson() {}

  static SimpleModule module() {
    return new SimpleModule("plaid tokens")
        .addSerializer(AccessToken.class, new Writer())
        .addDeserializer(AccessToken.class, new Reader());
  }

  private static final class Writer extends ValueSerializer<AccessToken> {
    @Override
    public void serialize(AccessToken token, JsonGenerator out, SerializationContext context) {
      out.writeString(token.reveal());
    }
  }

  private static final class Reader extends ValueDeserializer<AccessToken> {
    @Override
    public @Nullable AccessToken deserialize(JsonParser in, DeserializationContext context) {
      if (!in.hasToken(JsonToken.VALUE_STRING)) {
        return (AccessToken) context.handleUnexpectedToken(AccessToken.class, in);
      }
      return AccessToken.of(in.getString());
    }
  }
}
