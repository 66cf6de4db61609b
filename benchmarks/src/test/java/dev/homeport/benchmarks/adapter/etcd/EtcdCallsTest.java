package dev.homeport.benchmarks.adapter.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EtcdCallsTest {

    @Test
    void aPutHasKeyAndValue() {
        var put = EtcdCalls.put(ByteString.copyFromUtf8("k"), ByteString.copyFromUtf8("val"));

        assertThat(new String(put, UTF_8)).isEqualTo("\n\u0001k\u0012\u0003val");
    }

    @Test
    void theMemberThatNamesItselfLeads() throws Exception {
        assertThat(EtcdCalls.leads(status(7, 7))).isTrue();
        assertThat(EtcdCalls.leads(status(7, -8))).isFalse();
        assertThat(EtcdCalls.leads(status(0, 0))).isFalse();
        assertThat(EtcdCalls.leads(new byte[0])).isFalse();
    }

    /** A StatusResponse: header (cluster 3, member), version, dbSize, leader. */
    private static byte[] status(long member, long leader) throws IOException {
        var header = new ByteArrayOutputStream();
        var inner = CodedOutputStream.newInstance(header);
        inner.writeUInt64(1, 3);
        inner.writeUInt64(2, member);
        inner.flush();
        var status = new ByteArrayOutputStream();
        var outer = CodedOutputStream.newInstance(status);
        outer.writeByteArray(1, header.toByteArray());
        outer.writeString(2, "3.4.23");
        outer.writeInt64(3, 20_480);
        outer.writeUInt64(4, leader);
        outer.flush();
        return status.toByteArray();
    }
}
