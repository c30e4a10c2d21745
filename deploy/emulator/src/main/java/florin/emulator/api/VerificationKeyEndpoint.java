package florin.emulator.api;

import florin.emulator.data.Json;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** /webhook_verification_key/get. */
public final class VerificationKeyEndpoint {
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            "/webhook_verification_key/get", RequestShapes.KEY, VerificationKeyEndpoint::get));
  }

  private static ObjectNode get(EndpointCall endpointCall) {
    var key =
        endpointCall
            .bank()
            .keys()
            .find(endpointCall.text("key_id"))
            .orElseThrow(ErrorCode.INVALID_WEBHOOK_VERIFICATION_KEY_ID::refusal);
    var answer = Json.object();
    var object = answer.putObject("key");
    object.put("alg", "ES256");
    var emulatorClock = endpointCall.bank().clock();
    object.put("created_at", emulatorClock.real(key.createdAt()).getEpochSecond());
    object.put("crv", "P-256");
    if (key.expiredAt() == null) {
      object.putNull("expired_at");
    } else {
      object.put("expired_at", emulatorClock.real(key.expiredAt()).getEpochSecond());
    }
    object.put("kid", key.jwk().getKeyID());
    object.put("kty", "EC");
    object.put("use", "sig");
    object.put("x", key.jwk().getX().toString());
    object.put("y", key.jwk().getY().toString());
    return answer;
  }
}
