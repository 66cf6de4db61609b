package dev.homeport.benchmarks.adapter.etcd;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The two calls of etcd's interface (package {@code etcdserverpb}) that are made, with messages as
 * bytes. Stateless.
 */
final class EtcdCalls {

    /** {@code KV.Put}: a {@code PutRequest}, answered by a {@code PutResponse}. */
    static final MethodDescriptor<byte[], byte[]> PUT = unary("etcdserverpb.KV/Put");

    /** {@code Maintenance.Status}: an empty request, answered by a {@code StatusResponse}. */
    static final MethodDescriptor<byte[], byte[]> STATUS = unary("etcdserverpb.Maintenance/Status");

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int HEADER = 1;
    private static final int MEMBER_ID = 2;
    private static final int LEADER = 4;

    private EtcdCalls() {}

    private static MethodDescriptor<byte[], byte[]> unary(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    /** A {@code PutRequest}. */
    static byte[] put(ByteString key, ByteString value) {
        var bytes = new ByteArrayOutputStream(value.size() + key.size() + 16);
        try {
            var out = CodedOutputStream.newInstance(bytes);
            out.writeBytes(KEY, key);
            out.writeBytes(VALUE, value);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Whether the member that gave a {@code StatusResponse} leads. */
    static boolean leads(byte[] status) throws IOException {
        var in = CodedInputStream.newInstance(status);
        var member = 0L;
        var leader = 0L;
        for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case HEADER -> member = member(in.readByteArray());
                case LEADER -> leader = in.readUInt64();
                default -> in.skipField(tag);
            }
        }
        return leader != 0 && leader == member;
    }

    private static long member(byte[] header) throws IOException {
        var in = CodedInputStream.newInstance(header);
        var member = 0L;
        for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag >>> 3 == MEMBER_ID) {
                member = in.readUInt64();
            } else {
                in.skipField(tag);
            }
        }
        return member;
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("an answer of etcd cannot be read", e);
            }
        }
    }
}
