// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ISessionPayment} from "../../src/payment/ISessionPayment.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {QueueCalls} from "../queue/QueueCalls.sol";

/// @notice Deposits with an ERC-2612 permit: exactly the signed amount, once, from the signer, on this chain.
contract SessionPaymentPermitTest is QueueCalls {
    uint256 private constant PAYER_KEY = 7;

    struct Permit {
        address owner;
        address spender;
        uint256 value;
        uint256 nonce;
        uint256 deadline;
    }

    address private _payer;
    uint256 private _chainId = block.chainid;

    function setUp() public {
        deploy();
        id = open(1, ProofKind.None);
        _payer = vm.addr(PAYER_KEY);
        require(token.transfer(_payer, 1_000_000e18), "transfer");
    }

    function good(uint256 amount) private view returns (Permit memory) {
        return Permit(_payer, address(payment), amount, token.nonces(_payer), time() + 60);
    }

    /// @dev EIP-2612 and EIP-712 written out.
    function signed(uint256 key, Permit memory p, uint256 chainId) private view returns (uint8, bytes32, bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Cortensor"),
                keccak256("1"),
                chainId,
                address(token)
            )
        );
        bytes32 typeHash = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 message = keccak256(abi.encode(typeHash, p.owner, p.spender, p.value, p.nonce, p.deadline));
        return vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, message)));
    }

    function depositCall(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) private view returns (bytes memory) {
        return abi.encodeCall(ISessionPayment.depositWithPermit, (id, amount, deadline, v, r, s));
    }

    /// @dev Without an approval the token refuses, and nothing has moved.
    function movesNothing(address caller, uint256 amount, bytes memory data) private {
        uint256 held = token.balanceOf(address(payment));
        uint256 balance = token.balanceOf(_payer);
        (uint256 free,) = money();
        bytes memory refused = abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(payment), 0, amount);
        refuses(address(payment), caller, data, refused);
        (uint256 freeAfter,) = money();
        assertEq(token.balanceOf(address(payment)), held, "held");
        assertEq(token.balanceOf(_payer), balance, "balance");
        assertEq(freeAfter, free, "free");
    }

    function test_permit_depositsTheSignedAmountOnce(uint96 amount, uint32 life) public {
        uint256 value = bound(amount, 1, 500_000e18);
        Permit memory p = good(value);
        p.deadline = time() + bound(life, 0, 365 days);
        (uint8 v, bytes32 r, bytes32 s) = signed(PAYER_KEY, p, _chainId);
        vm.warp(p.deadline);
        bytes memory data = depositCall(value, p.deadline, v, r, s);
        vm.prank(_payer);
        payment.depositWithPermit(id, value, p.deadline, v, r, s);
        (uint256 free,) = money();
        assertEq(free, FUNDS + value, "free");
        assertEq(token.balanceOf(_payer), 1_000_000e18 - value, "balance");
        assertEq(token.allowance(_payer, address(payment)), 0, "nothing stays approved");
        movesNothing(_payer, value, data);
    }

    function test_permit_forgedMovesNothing(uint96 amount, uint8 how, uint128 key, uint32 by) public {
        uint256 value = bound(amount, 1, 500_000e18);
        uint256 change = bound(by, 1, type(uint32).max);
        uint256 chainId = _chainId;
        uint256 signer = PAYER_KEY;
        Permit memory p = good(value);
        uint256 deadline = p.deadline;
        how = how % 8;
        if (how == 0) signer = bound(key, PAYER_KEY + 1, type(uint128).max);
        if (how == 1) p.owner = address(uint160(_payer) ^ uint160(change));
        if (how == 2) p.spender = address(uint160(address(payment)) ^ uint160(change));
        if (how == 3) p.value += change;
        if (how == 4) p.nonce += change;
        if (how == 5) p.deadline += change;
        if (how == 6) chainId += change;
        (uint8 v, bytes32 r, bytes32 s) = signed(signer, p, chainId);
        if (how == 7) vm.warp(deadline + change); // late
        movesNothing(_payer, value, depositCall(value, deadline, v, r, s));

        vm.warp(deadline);
        (v, r, s) = signed(PAYER_KEY, good(value), _chainId);
        vm.prank(_payer);
        payment.depositWithPermit(id, value, deadline + 60, v, r, s);
    }

    /// @dev Whoever sees a permit in the pool may put it through, but only its signer's own call moves the signer's money.
    function test_permit_ofSomebodyElseMovesNothing(uint96 amount, bool usedFirst) public {
        uint256 value = bound(amount, 1, 500_000e18);
        Permit memory p = good(value);
        (uint8 v, bytes32 r, bytes32 s) = signed(PAYER_KEY, p, _chainId);
        if (usedFirst) {
            vm.prank(anyone);
            token.permit(_payer, address(payment), value, p.deadline, v, r, s);
        }
        movesNothing(anyone, value, depositCall(value, p.deadline, v, r, s));
        vm.prank(_payer);
        payment.depositWithPermit(id, value, p.deadline, v, r, s);
        (uint256 free,) = money();
        assertEq(free, FUNDS + value, "free");
    }
}
