// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAcl} from "../../src/identity/IAcl.sol";
import {IIam, NodeRole} from "../../src/identity/IIam.sol";
import {Deployers} from "../utils/Deployers.sol";

contract IamTest is Deployers {
    function setUp() public {
        deploy();
    }

    function no(address caller, bytes memory move, bytes memory expected) private {
        refuses(address(iam), caller, move, expected);
    }

    function test_grant_followsARegistration() public {
        bytes memory grant = abi.encodeCall(IIam.grant, (NodeRole.Validator, anyone));
        no(anyone, grant, abi.encodeWithSelector(IAcl.AclCallerNotRegistrar.selector, anyone));
        no(address(this), grant, abi.encodeWithSelector(IIam.IamNotRegistered.selector, anyone, NodeRole.Validator));
        no(anyone, abi.encodeCall(IIam.register, (NodeRole.Validator, "")), abi.encodeWithSelector(IIam.IamEndpointInvalid.selector, 0));
        string memory long = string(new bytes(257));
        no(anyone, abi.encodeCall(IIam.register, (NodeRole.Validator, long)), abi.encodeWithSelector(IIam.IamEndpointInvalid.selector, 257));
        vm.prank(anyone);
        iam.register(NodeRole.Validator, "https://example.org");
        assertTrue(!iam.hasRole(NodeRole.Validator, anyone), "asking is not having");
        iam.grant(NodeRole.Validator, anyone);
        assertTrue(iam.hasRole(NodeRole.Validator, anyone), "granted");
        assertTrue(!iam.hasRole(NodeRole.Router, anyone), "only this role");
        assertEq(bytes(iam.endpointOf(NodeRole.Validator, anyone)).length, 19, "endpoint");
        no(address(this), grant, abi.encodeWithSelector(IIam.IamRoleHeld.selector, anyone, NodeRole.Validator));
    }

    function test_revoke_byRegistrarOrTheNode() public {
        admit(NodeRole.Router, anyone);
        assertEq(iam.routerCount(), 2, "routers");
        bytes memory revoke = abi.encodeCall(IIam.revoke, (NodeRole.Router, router));
        no(anyone, revoke, abi.encodeWithSelector(IAcl.AclCallerNotRegistrar.selector, anyone));
        iam.revoke(NodeRole.Router, router);
        assertEq(iam.routerCount(), 1, "routers");
        assertEq(iam.routerAt(0), anyone, "the last took its place");
        no(address(this), revoke, abi.encodeWithSelector(IIam.IamRoleNotHeld.selector, router, NodeRole.Router));
        vm.prank(anyone);
        iam.revoke(NodeRole.Router, anyone);
        assertEq(iam.routerCount(), 0, "routers");
        bytes memory grant = abi.encodeCall(IIam.grant, (NodeRole.Router, anyone));
        no(address(this), grant, abi.encodeWithSelector(IIam.IamNotRegistered.selector, anyone, NodeRole.Router));
    }

    function test_blocked_accountsHaveNoRoles() public {
        admit(NodeRole.Miner, router);
        refuses(
            address(acl),
            anyone,
            abi.encodeCall(IAcl.setBlocked, (router, true)),
            abi.encodeWithSelector(IAcl.AclCallerNotGuardian.selector, anyone)
        );
        no(anyone, abi.encodeCall(IIam.evict, (router)), abi.encodeWithSelector(IIam.IamCallerNotAcl.selector, anyone));
        acl.setBlocked(router, true);
        assertTrue(acl.isBlocked(router), "blocked");
        assertTrue(!iam.hasRole(NodeRole.Router, router) && !iam.hasRole(NodeRole.Miner, router), "no roles");
        bytes memory blocked = abi.encodeWithSelector(IIam.IamAccountBlocked.selector, router);
        no(router, abi.encodeCall(IIam.register, (NodeRole.Router, "-")), blocked);
        no(address(this), abi.encodeCall(IIam.grant, (NodeRole.Router, router)), blocked);
        acl.setBlocked(router, false);
        admit(NodeRole.Router, router);
    }
}
