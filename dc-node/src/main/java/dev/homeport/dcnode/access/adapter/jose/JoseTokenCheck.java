package dev.homeport.dcnode.access.adapter.jose;

import dev.homeport.dcnode.access.Caller;
import dev.homeport.dcnode.access.TokenCheck;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import java.security.Key;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks tokens of the form {@code header.payload.signature} (JWS, RFC 7515 and 8037):
 *
 * <pre>
 * header   {"alg":"EdDSA","kid":"NAME OF THE KEY"}
 * payload  {"iss":"FLEET ID","sub":"ACCOUNT ID","role":"account","exp":SECONDS}
 *          {"iss":"FLEET ID","sub":"NAME","role":"registrar","exp":SECONDS}
 * </pre>
 *
 * No other algorithm, no token without an expiry, none of another fleet. Two keys are valid while
 * the fleet's key rotates. Thread-safe.
 */
public final class JoseTokenCheck implements TokenCheck {

    /** How many keys may be valid at a time. */
    public static final int MAX_KEYS = 2;

    /** Longer than any token that the fleet signs. */
    private static final int MAX_LENGTH = 2_048;

    private static final int CLOCK_SKEW_SECONDS = 5;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final FleetId fleet;
    private final Map<String, PublicKey> keys;
    private final InstantSource wallClock;

    /**
     * Makes the check.
     *
     * @param fleet whose tokens are believed
     * @param keys the fleet's public keys by name
     * @throws IllegalArgumentException if there is no key, or more than {@value #MAX_KEYS}
     */
    public JoseTokenCheck(FleetId fleet, Map<String, PublicKey> keys, InstantSource wallClock) {
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException(
                    "tokens.keys: there are "
                            + keys.size()
                            + " public keys; give one, or two while the fleet's key rotates");
        }
        this.fleet = fleet;
        this.keys = Map.copyOf(keys);
        this.wallClock = wallClock;
    }

    @Override
    public Result check(String token) {
        if (token.length() > MAX_LENGTH) {
            return new Result.Invalid("the token is too long");
        }
        try {
            return read(claims(token));
        } catch (InvalidJwtException e) {
            return new Result.Invalid(reason(e));
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return new Result.Invalid("the token does not say whom it names");
        }
    }

    private JwtClaims claims(String token) throws InvalidJwtException {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA))
                .setVerificationKeyResolver(new KeyByName())
                .setExpectedIssuer(true, fleet.toString())
                .setSkipDefaultAudienceValidation()
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromMilliseconds(wallClock.millis()))
                .build()
                .processToClaims(token);
    }

    private static Result read(JwtClaims claims) throws MalformedClaimException {
        var expires = claims.getExpirationTime().getValue() * MILLIS_PER_SECOND;
        var role = claims.getStringClaimValue("role");
        return switch (role) {
            case "account" ->
                    new Result.Valid(
                            new Caller.AccountHolder(
                                    AccountId.parse(claims.getSubject()), expires));
            case "registrar" ->
                    new Result.Valid(new Caller.Registrar(claims.getSubject(), expires));
            case null, default -> new Result.Invalid("the token has no role that is known here");
        };
    }

    private static String reason(InvalidJwtException e) {
        if (e.hasExpired()) {
            return "the token has expired; get a new one";
        }
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID)
                || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "the token is another fleet's";
        }
        if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return "the token's signature is not the fleet's";
        }
        return "the token is not one of this fleet";
    }

    private final class KeyByName implements VerificationKeyResolver {
        @Override
        public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting)
                throws UnresolvableKeyException {
            var name = signature.getKeyIdHeaderValue();
            var key = name == null ? null : keys.get(name);
            if (key == null) {
                throw new UnresolvableKeyException("no key of that name");
            }
            return key;
        }
    }
}
